/** A command line as one text that a POSIX shell reads back as the same arguments. */
export const shellQuote = (args: readonly string[]): string => args.map(quote).join(' ')

const quote = (arg: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`

/** A command in both spellings. */
export const fromCommand = (args: readonly string[]) => ({ args, shell: shellQuote(args) })
