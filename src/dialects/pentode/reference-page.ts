import { createHash } from 'node:crypto'
import { PROBLEM_CODES } from '../../domain/problem.ts'
import { errors } from './errors.ts'
import type { JsonSchema } from './openapi/json-schema.ts'
import type { OpenApi, OperationDoc } from './openapi.ts'
import { OPENAPI_PATH } from './paths.ts'
import { curlLine } from './reference/curl.ts'
import { fieldsTable, linkTo, parametersTable, typeHtml } from './reference/fields-table.ts'
import { type Html, html, prose } from './reference/html.ts'
import { STYLE } from './reference/style.ts'
import { titleOf } from './render.ts'

/** The page loads nothing and runs nothing; its one style is named by its hash. */
export const REFERENCE_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The reference of the native API as one HTML page. `baseUrl`: where the examples call, e.g. `http://127.0.0.1:7005`. */
export const referencePage = (document: OpenApi, baseUrl: string): string => {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, doc]) => ({ path, method, doc })),
  )
  const groups = document.tags.map((tag) => ({
    ...tag,
    operations: all.filter(({ doc }) => doc.tags.includes(tag.name)),
  }))
  const schemas = Object.entries(document.components.schemas)
  const { title, version, description } = document.info
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} API ${version}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<nav aria-label="Contents">
<a href="#top"><b>${title} API</b></a> <span class="soft">${version}</span>
${groups.map(
  ({ name, operations }) =>
    html`<strong>${name}</strong><ul>${operations.map(({ doc }) => html`<li><a href="#${doc.operationId}">${doc.summary}</a></li>`)}</ul>`,
)}
<strong>More</strong><ul><li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul>
</nav>
<main id="top">
<h1>${title} API</h1>
<p>${prose(description)}</p>
<p>Every request carries an access key: HTTP Basic with its id and secret, or <code>Authorization: Bearer &lt;id&gt;:&lt;secret&gt;</code>. Bodies and answers are JSON; parameters that are not known are refused. The same as a document for programs: <a href="${OPENAPI_PATH}">OpenAPI 3.1</a>.</p>
${groups.map(
  ({ name, description: about, operations }) =>
    html`<h2 id="tag-${name}">${name}</h2><p>${prose(about)}</p>${operations.map(({ path, method, doc }) => operationHtml(method, path, doc, baseUrl))}`,
)}
<h2 id="problems">Problems</h2>
<p>An error is answered as <code>application/problem+json</code> (${linkTo('ProblemDetails')}). Failed tasks and outputs carry the same codes.</p>
${problemsTable()}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => schemaHtml(name, schema))}
</main>
</body>
</html>
`
  return page.html
}

const operationHtml = (method: string, path: string, doc: OperationDoc, baseUrl: string): Html => {
  const body = contentOf(doc.requestBody)
  return html`<section>
<h3 id="${doc.operationId}">${doc.summary} <a class="soft" href="#${doc.operationId}" aria-label="Link to this operation">#</a></h3>
<p class="route"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
<p>${prose(doc.description)}</p>
<pre><code>${curlLine(method, path, doc, baseUrl)}</code></pre>
${doc.parameters.length === 0 ? '' : html`<h4>Parameters</h4>${parametersTable(doc.parameters)}`}
${body.map(({ type, schema }) => html`<h4>Body, <code>${type}</code></h4>${schema ? fieldsTable(schema) : ''}`)}
<h4>Answers</h4>
${answersTable(doc.responses)}
</section>
`
}

const answersTable = (responses: JsonSchema): Html => {
  const rows = Object.entries(responses as Record<string, JsonSchema>).filter(
    ([status]) => status !== 'default',
  )
  return html`<div class="wide"><table><tbody>${rows.map(([status, answer]) => {
    const what = contentOf(answer).map(
      ({ type, schema }) => html`<code>${type}</code> ${schema ? typeHtml(schema) : ''}`,
    )
    return html`<tr><td><code>${status}</code></td><td>${what}</td><td>${prose(String(answer.description))}</td></tr>`
  })}</tbody></table></div>`
}

const contentOf = (of: JsonSchema | undefined) =>
  Object.entries((of?.content ?? {}) as Record<string, { schema?: JsonSchema }>).map(
    ([type, { schema }]) => ({ type, schema }),
  )

const schemaHtml = (name: string, schema: JsonSchema): Html =>
  html`<section><h3 id="schema-${name}">${name}</h3>${typeof schema.description === 'string' ? html`<p>${prose(schema.description)}</p>` : ''}${schema.properties ? fieldsTable(schema) : html`<p>${typeHtml(schema)}</p>`}</section>
`

/** Answers of single operations that no problem of the domain stands for. */
const ONLY_HERE = [
  { status: 403, code: 'invalid-link' },
  { status: 403, code: 'link-expired' },
  { status: 412, code: 'object-exists' },
  { status: 416, code: 'range-not-satisfiable' },
]

const problemsTable = (): Html => {
  const all = [...PROBLEM_CODES.map((code) => errors[code]), ...ONLY_HERE]
  const once = [...new Map(all.map((error) => [error.code, error])).values()]
  return html`<div class="wide"><table><thead><tr><th>Code</th><th>Status</th><th>Title</th></tr></thead><tbody>${once.map(
    ({ code, status }) =>
      html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${titleOf(code)}</td></tr>`,
  )}</tbody></table></div>`
}
