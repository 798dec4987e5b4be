import type { z } from 'zod'
import { DomainError, type Problem, type ProblemCode, problem } from '../domain/problem.ts'

/**
 * Parses a request by its schema.
 * @throws DomainError missing-parameter, invalid-parameter, value-out-of-range, unknown-parameter or
 * unsupported-parameter for the first fault, with its dotted path.
 */
export const validate = <T extends z.ZodType>(schema: T, input: unknown): z.output<T> => {
  // With the value each fault was found in: a schema may have reshaped the input before.
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  throw new DomainError(firstProblem(result.error.issues), { cause: result.error })
}

type Issue = z.core.$ZodIssue

const firstProblem = (issues: readonly Issue[]): Problem => {
  const issue = deepest(issues[0])
  if (!issue) return problem('invalid-parameter', 'The request does not have the expected form.')
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const name = [path, issue.keys[0]].filter(Boolean).join('.')
    return problem('unknown-parameter', `The parameter ${quote(name)} is not known.`, { path: name })
  }
  const code = codeOf(issue)
  const name = path === '' ? 'the request' : `the parameter ${quote(path)}`
  const message =
    code === 'missing-parameter' ? `Missing: ${name}.` : `Wrong value of ${name}: ${issue.message}.`
  return problem(code, message.replaceAll('..', '.'), path === '' ? {} : { path })
}

/** Inside a union the branch that got furthest says what is wrong. */
const deepest = (issue: Issue | undefined): Issue | undefined => {
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors
    .flatMap((branch) => (branch.length === 1 ? branch : branch.slice(0, 1)))
    .sort((a, b) => b.path.length - a.path.length)[0]
  return inner ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue
}

const codeOf = (issue: Issue): ProblemCode => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing-parameter' : 'invalid-parameter'
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
      return 'value-out-of-range'
    case 'invalid_value':
      return issue.input === undefined ? 'missing-parameter' : 'value-out-of-range'
    case 'custom':
      return (issue.params?.problem as ProblemCode | undefined) ?? 'invalid-parameter'
    default:
      return 'invalid-parameter'
  }
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 100))
