/** The reference page's look. It follows the reader's choice of light or dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2329; --soft: #5b6670; --line: #dde2e7; --back: #fff; --panel: #f5f7f9; --link: #0b5cad; --get: #1a6fb5; --post: #1d7a45; --put: #8a5a00; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e7eb; --soft: #9aa5b0; --line: #333b44; --back: #14181c; --panel: #1c2228; --link: #7ab8f5; --get: #7ab8f5; --post: #6fcf97; --put: #e2b35a; --delete: #f28b82; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
nav { position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.5rem 1.25rem; border-right: 1px solid var(--line); background: var(--panel); font-size: .875rem; }
nav strong { display: block; margin: 1.1rem 0 .3rem; color: var(--soft); font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: .1rem 0; }
main { max-width: 60rem; padding: 2rem 2.5rem 6rem; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; }
h2 { margin: 3.5rem 0 .25rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.4rem; }
h3 { margin: 2.5rem 0 .4rem; font-size: 1.1rem; }
h4 { margin: 1.2rem 0 .3rem; color: var(--soft); font-size: .875rem; font-weight: 600; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
pre { margin: .6rem 0; padding: .7rem .9rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
.route { font-size: .95rem; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4rem; font-weight: 700; }
.get, .head { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .delete { color: var(--delete); }
.must { color: var(--delete); font-size: .75rem; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { white-space: nowrap; }
@media (max-width: 52rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1.5rem 1.1rem 4rem; } }
@media print { nav { display: none; } body { display: block; } }
`
