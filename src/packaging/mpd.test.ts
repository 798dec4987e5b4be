import { expect, test } from 'vitest'
import { bps, rational } from '../domain/units.ts'
import { type MpdFacts, mpdText } from './mpd.ts'

const facts: MpdFacts = {
  duration: 9.5,
  sets: [
    {
      ...{ type: 'video', main: true, aligned: true, color: { primaries: 9, transfer: 16, matrix: 9 } },
      representations: [
        {
          ...{ id: '720p', bandwidth: bps(2_000_000.2), codecs: 'hvc1.2.4.L93.90' },
          video: { width: 1280, height: 720, frameRate: rational(30000, 1001) },
          media: {
            timescale: 1000,
            timeline: [0, 4000, 8000].map((start) => ({ start, duration: start === 8000 ? 1500 : 4000 })),
            names: { init: '720p/init.mp4', template: '720p/$Number%05d$.m4s', startNumber: 0 },
          },
        },
      ],
    },
    {
      ...{ type: 'audio', main: false, aligned: true, language: 'de', label: 'Ton & "Kommentar"' },
      representations: [
        {
          ...{
            id: 'audio',
            bandwidth: bps(128_000),
            codecs: 'mp4a.40.2',
            audio: { channels: 2, sampleRate: 48_000 },
          },
          media: {
            timescale: 48_000,
            timeline: [
              { start: 0, duration: 5 },
              { start: 6, duration: 5 },
            ],
            names: { init: 'a.mp4', list: ['a-9.m4s', 'a-6.m4s'] },
          },
        },
      ],
    },
    {
      ...{ type: 'text', main: false, aligned: false, language: 'en' },
      representations: [{ id: 's', bandwidth: bps(100), media: { file: 's.vtt' } }],
    },
  ],
}

test('the manifest of a picture in high dynamic range, a sound of odd names, and subtitles', () => {
  expect(mpdText(facts)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT9.5S" maxSegmentDuration="PT4S" minBufferTime="PT4S">
  <Period id="0" start="PT0S" duration="PT9.5S">
    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1" maxWidth="1280" maxHeight="720" maxFrameRate="30000/1001">
      <SupplementalProperty schemeIdUri="urn:mpeg:mpegB:cicp:ColourPrimaries" value="9"/>
      <SupplementalProperty schemeIdUri="urn:mpeg:mpegB:cicp:TransferCharacteristics" value="16"/>
      <SupplementalProperty schemeIdUri="urn:mpeg:mpegB:cicp:MatrixCoefficients" value="9"/>
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
      <Representation id="720p" bandwidth="2000001" codecs="hvc1.2.4.L93.90" width="1280" height="720" frameRate="30000/1001" sar="1:1">
        <SegmentTemplate timescale="1000" initialization="720p/init.mp4" media="720p/$Number%05d$.m4s" startNumber="0">
          <SegmentTimeline>
            <S t="0" d="4000" r="1"/>
            <S t="8000" d="1500"/>
          </SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" lang="de" segmentAlignment="true" startWithSAP="1">
      <Label>Ton &amp; &quot;Kommentar&quot;</Label>
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="alternate"/>
      <Representation id="audio" bandwidth="128000" codecs="mp4a.40.2" audioSamplingRate="48000">
        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
        <SegmentList timescale="48000">
          <Initialization sourceURL="a.mp4"/>
          <SegmentTimeline>
            <S t="0" d="5"/>
            <S t="6" d="5"/>
          </SegmentTimeline>
          <SegmentURL media="a-9.m4s"/>
          <SegmentURL media="a-6.m4s"/>
        </SegmentList>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="2" contentType="text" mimeType="text/vtt" lang="en">
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="subtitle"/>
      <Representation id="s" bandwidth="100">
        <BaseURL>s.vtt</BaseURL>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`)
})

test('a file for each representation is found by the index in it, as the on-demand profile has it', () => {
  const text = mpdText({
    duration: 10,
    sets: [
      {
        ...{ type: 'video', main: true, aligned: true },
        representations: [
          {
            ...{ id: 'v', bandwidth: bps(1) },
            media: {
              timescale: 1000,
              timeline: [{ start: 0, duration: 10_000 }],
              names: { file: 'v/a.mp4', init: { offset: 0, length: 10 }, index: { offset: 10, length: 52 } },
            },
          },
        ],
      },
    ],
  })
  expect(text).toContain('profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"')
  expect(text).toContain(' subsegmentAlignment="true" subsegmentStartsWithSAP="1">')
  expect(text).toContain(`        <BaseURL>v/a.mp4</BaseURL>
        <SegmentBase timescale="1000" indexRange="10-61">
          <Initialization range="0-9"/>
        </SegmentBase>`)
})
