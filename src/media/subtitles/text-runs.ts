import type { TextRun } from '../../domain/subtitle-document.ts'

type Look = Omit<TextRun, 'text'>

/** Collects text by its looks: tags open and close them, and those that do not nest are forgiven. */
export class RunBuilder {
  readonly #runs: TextRun[] = []
  readonly #open: { readonly name: string; readonly look: Look }[] = []

  text(text: string): void {
    if (text === '') return
    const look: Look = Object.assign({}, ...this.#open.map((tag) => tag.look))
    const last = this.#runs.at(-1)
    if (last && sameLook(last, look)) this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text }
    else this.#runs.push({ text, ...look })
  }

  open(name: string, look: Look): void {
    this.#open.push({ name, look })
  }

  close(name: string): void {
    const at = this.#open.findLastIndex((tag) => tag.name === name)
    if (at >= 0) this.#open.splice(at, 1)
  }

  /** Without blank lines around it; empty when there is nothing to read. */
  runs(): readonly TextRun[] {
    const whole = this.#runs.map(({ text }) => text).join('')
    if (whole.trim() === '') return []
    const runs = [...this.#runs]
    const trim = (at: number, how: (text: string) => string): void => {
      const run = runs.at(at)
      if (run) runs[at < 0 ? runs.length + at : at] = { ...run, text: how(run.text) }
    }
    trim(0, (text) => text.trimStart())
    trim(-1, (text) => text.trimEnd())
    return runs.filter(({ text }) => text !== '')
  }
}

const sameLook = (a: Look, b: Look): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.underline === b.underline && a.color === b.color

export const LOOKS: Readonly<Record<string, Look>> = {
  b: { bold: true },
  i: { italic: true },
  u: { underline: true },
}
