/** Progress, for who watches. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)
