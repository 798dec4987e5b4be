/** Progress of the set-up goes to stderr: stdout belongs to the command that follows. */
export const say = (text) => process.stderr.write(`pentode: ${text}\n`)

export const fail = (text) => {
  say(text)
  process.exit(1)
}
