/** The parsers come without types: as much of them as is used. */

declare module 'm3u8-parser' {
  type Manifest = import('./manifest-readers.ts').Manifest

  export class Parser {
    readonly manifest: Partial<Manifest> & Pick<Manifest, 'segments'>
    push(text: string): void
    end(): void
  }
}

declare module 'mpd-parser' {
  export const parse: (
    text: string,
    options: { readonly manifestUri: string },
  ) => import('./manifest-readers.ts').Manifest
}
