import type { Command } from 'commander'
import type { TemplateJson } from '../api/types.ts'
import { printJson, printLine } from '../format/print.ts'
import { formatTable } from '../format/table.ts'
import type { Host } from '../host.ts'
import { withApi } from './with-api.ts'

interface Json {
  readonly json: boolean
}

export const addTemplates = (program: Command, host: Host): void => {
  const templates = program
    .command('templates')
    .description('Presets and templates of a running server (PENTODE_URL).')
  templates
    .command('list')
    .description('Lists presets and templates.')
    .option('--json', 'print JSON', false)
    .action(({ json }: Json) =>
      withApi(host, async (api) => {
        const answer = await api.get<{ templates: readonly TemplateJson[] }>('/templates')
        if (json) return printJson(host.stdout, answer)
        const rows = answer.templates.map(({ name, preset, spec, description = '' }) => [
          name,
          preset ? 'preset' : 'own',
          spec.kind,
          description,
        ])
        printLine(host.stdout, formatTable(['NAME', 'TYPE', 'KIND', 'DESCRIPTION'], rows))
      }),
    )
  templates
    .command('get <name>')
    .description('Shows a template with its parameters.')
    .option('--json', 'print JSON', false)
    .action((name: string, { json }: Json) =>
      withApi(host, async (api) => {
        const template = await api.get<TemplateJson>(`/templates/${encodeURIComponent(name)}`)
        if (json) return printJson(host.stdout, template)
        printLine(host.stdout, `${template.name}: ${template.description ?? template.spec.kind}`)
        printJson(host.stdout, template.spec)
      }),
    )
}
