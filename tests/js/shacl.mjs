// Validate the sample graphs of tests/shapes against ontology/shapes.ttl, and
// report in TAP.
//
//     node shacl.mjs SOURCE-TREE [GRAPH...]
//
// good-*.ttl and tests/cases/shape.trig must conform.  Each bad-*.ttl is read
// on top of good-minimal.ttl and must break exactly the rules that its comments
// name: "# Breaks gsh:Shape: message", or without a message for a shape that
// has none.  Where GRAPHs are given (Turtle, TriG, N-Quads), they must conform
// together and the samples are left out.  Named graphs are merged, and the
// ontology is added.

import fs from 'node:fs'
import path from 'node:path'
import { Parser, Store, DataFactory } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

const SH = 'http://www.w3.org/ns/shacl#'
const GSH = 'https://w3id.org/gazette/shapes#'

function read(store, file) {
  const text = fs.readFileSync(file, 'utf8')
  const parser = new Parser({ blankNodePrefix: path.basename(file) })
  for (const { subject, predicate, object } of parser.parse(text)) {
    store.addQuad(DataFactory.quad(subject, predicate, object))
  }
  return store
}

// The named shape that a blank shape is part of.
function named(shapes, shape, seen = new Set()) {
  if (shape.termType === 'NamedNode') return shape
  if (seen.has(shape.value)) return null
  seen.add(shape.value)
  for (const quad of shapes.match(null, null, shape)) {
    const found = named(shapes, quad.subject, seen)
    if (found) return found
  }
  return null
}

// What a result says, in the form of the comments of the samples.
function ruleOf(shapes, result) {
  const shape = named(shapes, result.sourceShape)
  const name = shape ? shape.value.replace(GSH, 'gsh:') : '?'
  const messages = [...shapes.match(result.sourceShape,
    DataFactory.namedNode(SH + 'message'), null)].map(q => q.object.value)
  return messages.length > 0 ? `${name}: ${messages[0]}` : name
}

async function broken(shapes, validator, store) {
  const report = await validator.validate(store)
  const rules = new Set(report.results.map(r => ruleOf(shapes, r)))
  if (!report.conforms && rules.size === 0) rules.add('?')
  return { rules: [...rules].sort(), results: report.results }
}

function detail(result) {
  const value = result.value ? ` (${result.value.value})` : ''
  const at = result.path ? ` ${result.path.value}` : ''
  return `# ${result.focusNode?.value}${at}${value}: ` +
    result.message.map(m => m.value).join('; ')
}

const [root, ...graphs] = process.argv.slice(2)
const file = name => path.join(root, name)
const samples = path.join(root, 'tests', 'shapes')
const shapes = read(new Store(), file('ontology/shapes.ttl'))
const validator = new SHACLValidator(shapes)

const cases = []
if (graphs.length > 0) {
  const name = graphs.map(graph => path.basename(graph)).join(' ')
  cases.push({ name, files: graphs, expected: [] })
} else {
  cases.push({ name: 'shape.trig', files: [file('tests/cases/shape.trig')],
    expected: [] })
  for (const name of fs.readdirSync(samples).sort()) {
    const full = path.join(samples, name)
    if (name.startsWith('good-')) {
      cases.push({ name, files: [full], expected: [] })
    } else if (name.startsWith('bad-')) {
      const expected = [...fs.readFileSync(full, 'utf8')
        .matchAll(/^# Breaks (.*)$/gm)].map(m => m[1]).sort()
      if (expected.length === 0) expected.push('no rule is named')
      cases.push({ name, expected,
        files: [path.join(samples, 'good-minimal.ttl'), full] })
    }
  }
}

console.log(`1..${cases.length}`)
let failed = 0
for (const [i, { name, files, expected }] of cases.entries()) {
  const store = read(new Store(), file('ontology/gazette.ttl'))
  files.forEach(f => read(store, f))
  const { rules, results } = await broken(shapes, validator, store)
  const ok = rules.join('\n') === expected.join('\n')
  console.log(`${ok ? 'ok' : 'not ok'} ${i + 1} - ${name}`)
  if (!ok) {
    ++failed
    expected.forEach(rule => console.log(`# expected ${rule}`))
    rules.forEach(rule => console.log(`# broken   ${rule}`))
    results.slice(0, 20).forEach(result => console.log(detail(result)))
  }
}
process.exitCode = failed ? 1 : 0
