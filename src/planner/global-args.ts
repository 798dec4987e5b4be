/** What stands before everything else in each command. `level` is FFmpeg's; each line of its words says its severity. */
export const globalArgs = (level: 'warning' | 'info' = 'warning'): readonly string[] => [
  '-nostdin',
  '-hide_banner',
  '-y',
  '-v',
  `level+${level}`,
  '-progress',
  'pipe:3',
  '-stats_period',
  '0.5',
]
