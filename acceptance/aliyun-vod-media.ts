/** Templates small and quick enough for tests: a file, a playlist, and the sound alone. */
export const TEMPLATES = [
  {
    TemplateName: 'small file',
    Definition: 'LD',
    Container: { Format: 'mp4' },
    Video: { Codec: 'H.264', Width: '240', Bitrate: '200', Preset: 'ultrafast', LongShortMode: 'false' },
    Audio: { Codec: 'AAC', Bitrate: '64', Samplerate: '44100', Channels: '2' },
  },
  {
    TemplateName: 'small playlist',
    Definition: 'SD',
    Container: { Format: 'm3u8' },
    MuxConfig: { Segment: { Duration: '1' } },
    Video: { Codec: 'H.264', Width: '160', Crf: '35', Preset: 'ultrafast', LongShortMode: 'false' },
    Audio: { Codec: 'AAC', Bitrate: '64', Samplerate: '44100' },
  },
  {
    TemplateName: 'sound',
    Definition: 'SQ',
    Container: { Format: 'mp3' },
    Video: { Remove: 'true' },
    Audio: { Codec: 'MP3', Bitrate: '64', Samplerate: '44100', Channels: '1' },
  },
]
export const TemplateList = JSON.stringify(TEMPLATES)
