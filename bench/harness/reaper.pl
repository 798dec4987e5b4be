# Starts a command and takes in every process it leaves behind, so that no CPU time is lost to accounting: a sandbox that
# ends before its children hands them to the nearest "subreaper", which is this process. Says on descriptor 3:
# `pid <n>` when the command runs, `exit <status>` when it has ended. Stays until its standard input is closed.
use strict;
use warnings;
use IO::Handle;
use POSIX ();

my %PRCTL = (x86_64 => 157, aarch64 => 167);
my $prctl = $PRCTL{(POSIX::uname())[4]} or die "no number of prctl for this processor\n";
my ($PDEATHSIG, $SUBREAPER, $KILL) = (1, 36, 9);
syscall($prctl, $SUBREAPER, 1, 0, 0, 0) == 0 or die "no subreaper: $!\n";
syscall($prctl, $PDEATHSIG, $KILL, 0, 0, 0);

open(my $say, '>&=', 3) or die "descriptor 3: $!\n";
$say->autoflush(1);
my $child = fork() // die "fork: $!\n";
if ($child == 0) {
    syscall($prctl, $PDEATHSIG, $KILL, 0, 0, 0);
    close($say);
    open(STDIN, '<', '/dev/null');
    exec {$ARGV[0]} @ARGV or POSIX::_exit(127);
}
print $say "pid $child\n";
while ((my $gone = wait()) > 0) {
    print $say "exit $?\n" if $gone == $child;
}
() = <STDIN>;
