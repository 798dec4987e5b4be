import { describe, expect, it } from 'vitest'
import { instant, percent } from '../domain/units.ts'
import { advance, type Course, finish, layCourse, type Piece, reached, repeat, timeLeft } from './course.ts'

const [fast, slow] = [{ name: 'fast' }, { name: 'slow' }]
const both = [0, 1]
const at = (seconds: number) => instant(seconds * 1000)
const begin = (
  pieces: readonly Piece[],
  from = percent(0),
  how: 'untimed' | 'timed' | 'known' = 'timed',
): Course => layCourse(pieces, { from: new Map([0, 1].map((o) => [o, from])), over: new Set() }, at(0), how)
const piece = (of: object, weight: number, outputs: readonly number[] = both): Piece => ({
  ...{ of, weight, outputs },
})
/** Works through a piece at a steady speed, told of twice a second. */
const run = (course: Course, of: object, from: number, to: number, upTo = 1): Course => {
  const steps = Math.round((to - from) * 2)
  return Array.from({ length: steps }, (_, i) => i + 1).reduce(
    (c, i) => advance(c, of, (upTo * i) / steps, at(from + i / 2)),
    course,
  )
}

describe('how far an output is', () => {
  it('is the share of its own pieces, each by its weight', () => {
    let course = begin([piece(fast, 1), piece(slow, 3, [0])])
    course = advance(course, fast, 1, at(1))
    expect([reached(course, 0), reached(course, 1)]).toEqual([25, 99])
    course = advance(course, slow, 0.5, at(2))
    expect(reached(course, 0)).toBe(62.5)
    expect(reached(finish(course, 0), 0)).toBe(100)
  })

  it('goes on from where it was when a new course is laid, and when a piece is done again', () => {
    let course = run(begin([piece(fast, 1), piece(slow, 1)], percent(40)), fast, 0, 5)
    expect(reached(course, 0)).toBe(70)
    course = run(course, slow, 5, 10, 0.5)
    expect(reached(course, 0)).toBe(85)
    course = repeat(course, [slow], at(10))
    expect(reached(course, 0)).toBe(85)
    course = advance(course, slow, 0.2, at(11))
    expect(reached(course, 0)).toBe(88)
    course = layCourse([piece(fast, 5)], course, at(12), 'timed')
    expect(reached(course, 0)).toBe(88)
    expect(reached(advance(course, fast, 0.5, at(13)), 0)).toBe(94)
  })

  it('never goes back with a report that does', () => {
    const course = advance(begin([piece(fast, 1)]), fast, 0.5, at(1))
    expect(reached(advance(course, fast, 0.3, at(2)), 0)).toBe(50)
  })
})

describe('the time to go', () => {
  it('is unknown until something moves, and where weights are no times', () => {
    expect(timeLeft(begin([piece(fast, 1)]))).toBeUndefined()
    expect(timeLeft(run(begin([piece(fast, 1)], percent(0), 'untimed'), fast, 0, 5, 0.5))).toBeUndefined()
  })

  it('follows from a steady speed, over all pieces, wherever the progress began', () => {
    const course = run(begin([piece(fast, 1), piece(slow, 3)], percent(60)), fast, 0, 10)
    expect(timeLeft(course)).toBeCloseTo(30)
    expect(timeLeft(run(course, slow, 10, 25, 0.5))).toBeCloseTo(15)
  })

  it('comes to a new speed smoothly', () => {
    // 1 %/s for 20 s, then half of that.
    const steady = run(begin([piece(fast, 1)]), fast, 0, 20, 0.2)
    let course = steady
    for (let s = 1; s <= 40; s++) {
      const before = timeLeft(course) ?? 0
      course = advance(course, fast, 0.2 + s / 200, at(20 + s))
      // From 80 s towards 160 s, which shrink by one each second.
      expect(timeLeft(course)).toBeGreaterThan(before - 1.5)
      expect(timeLeft(course)).toBeLessThan(165 - s)
    }
    expect(timeLeft(course)).toBeGreaterThan(105)
  })

  it('leaves out what is only for outputs that are over', () => {
    const course = run(begin([piece(fast, 1), piece(slow, 3, [1])]), fast, 0, 10)
    expect(timeLeft(finish(course, 1))).toBe(0)
  })

  it('is known from the start where such work was done before, and what is seen soon counts for more', () => {
    // Ten seconds each, as far as is known; the first takes twice as long.
    const course = begin([piece(fast, 10), piece(slow, 10)], percent(0), 'known')
    expect(timeLeft(course)).toBeCloseTo(20)
    expect(timeLeft(run(course, fast, 0, 1, 0.05))).toBeGreaterThan(22)
    expect(timeLeft(run(course, fast, 0, 20))).toBeGreaterThan(18)
    expect(timeLeft(run(course, fast, 0, 20))).toBeLessThan(20)
  })

  it('begins anew with each course', () => {
    const course = run(begin([piece(fast, 1)]), fast, 0, 10, 0.5)
    expect(timeLeft(repeat(course, [fast], at(10)))).toBeUndefined()
  })
})
