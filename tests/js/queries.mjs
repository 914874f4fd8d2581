// Ask Oxigraph the competency queries of ontology/queries over
// tests/cases/shape.trig, and compare with tests/cases/answers.  Report in TAP.
//
//     node queries.mjs SOURCE-TREE [--write]
//
// The default graph is the union of the named graphs.  Answers are compared as
// sets of lines of SPARQL 1.1 TSV: ties in the order are left to the engine.
// --write puts the answers into tests/cases/answers, to be reviewed by hand.

import fs from 'node:fs'
import path from 'node:path'
import oxigraph from 'oxigraph'

const [root, option] = process.argv.slice(2)
const queries = path.join(root, 'ontology', 'queries')
const answers = path.join(root, 'tests', 'cases', 'answers')

const store = new oxigraph.Store()
store.load(fs.readFileSync(path.join(root, 'tests/cases/shape.trig'), 'utf8'),
  { format: 'application/trig' })

const lines = text => text.split('\n').filter(line => line !== '')
const same = (a, b) => a[0] === b[0] &&
  a.slice(1).sort().join('\n') === b.slice(1).sort().join('\n')

const names = fs.readdirSync(queries).filter(f => f.endsWith('.rq')).sort()
console.log(`1..${names.length}`)
let failed = 0
for (const [i, name] of names.entries()) {
  const problems = []
  const text = fs.readFileSync(path.join(queries, name), 'utf8')
  if (!/^# \S.*[.?]\n/.test(text)) problems.push('no sentence on the first line')
  try {
    const answer = store.query(text, {
      use_default_graph_as_union: true,
      results_format: 'text/tab-separated-values'
    })
    const file = path.join(answers, name.replace(/\.rq$/, '.tsv'))
    if (option === '--write') fs.writeFileSync(file, answer)
    const got = lines(answer)
    const want = lines(fs.readFileSync(file, 'utf8'))
    if (got.length < 2) problems.push('no rows')
    if (!same(got, want)) {
      problems.push(`wanted ${want.length - 1} rows, got ${got.length - 1}`)
      want.filter(l => !got.includes(l)).forEach(l => problems.push(`- ${l}`))
      got.filter(l => !want.includes(l)).forEach(l => problems.push(`+ ${l}`))
    }
  } catch (error) {
    problems.push(...String(error.message ?? error).split('\n'))
  }
  console.log(`${problems.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`)
  problems.forEach(problem => console.log(`# ${problem}`))
  failed += problems.length > 0
}
process.exitCode = failed ? 1 : 0
