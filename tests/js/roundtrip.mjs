// Read what our writers wrote with N3.js and Oxigraph, and compare.  Report in
// TAP.
//
//     node roundtrip.mjs FOLDER
//
// FOLDER has hard.ntriples, hard.nquads, hard.turtle and hard.trig: the same
// statements, the first and third without their graphs.

import fs from 'node:fs'
import path from 'node:path'
import { Parser } from 'n3'
import oxigraph from 'oxigraph'

const [folder] = process.argv.slice(2)
const formats = {
  ntriples: 'application/n-triples',
  nquads: 'application/n-quads',
  turtle: 'text/turtle',
  trig: 'application/trig'
}
const readers = {
  n3: (text, format) => new Parser({ format }).parse(text),
  oxigraph: (text, format) => oxigraph.parse(text, { format })
}

const term = t => [t.termType, t.value, t.language ?? '',
  t.datatype?.value ?? ''].join('\u0001')
const line = q => [q.subject, q.predicate, q.object, q.graph]
  .map(term).join('\u0002')
const read = (reader, name) => new Set(readers[reader](
  fs.readFileSync(path.join(folder, `hard.${name}`), 'utf8'), formats[name])
  .map(line))
const differences = (a, b) => [...a].filter(x => !b.has(x)).length +
  [...b].filter(x => !a.has(x)).length

const cases = Object.keys(readers).flatMap(reader =>
  Object.keys(formats).map(name => [reader, name]))
console.log(`1..${cases.length}`)
let failed = 0
for (const [i, [reader, name]] of cases.entries()) {
  let problem = ''
  try {
    const got = read(reader, name)
    const plain = ['ntriples', 'turtle'].includes(name)
    const want = read('n3', plain ? 'ntriples' : 'nquads')
    const count = differences(want, got)
    if (got.size < 250) problem = `only ${got.size} statements`
    if (count) problem = `${count} statements differ`
  } catch (error) {
    problem = String(error.message ?? error).split('\n')[0]
  }
  console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} - ${reader} reads ${name}`)
  if (problem) console.log(`# ${problem}`)
  failed += problem !== ''
}
process.exitCode = failed ? 1 : 0
