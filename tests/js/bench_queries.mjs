// Our queries and Oxigraph's, over the same data in the same run.
//
//     node bench_queries.mjs BENCH QUERIES [N]
//
// BENCH is tests/bench/bench_queries, QUERIES the folder of its queries.  Prints
// a table: milliseconds for all rows, the best of some runs.  Oxigraph has
// the union of the graphs as its default graph, each triple once, and for the
// query of graphs the quads.

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import oxigraph from 'oxigraph'

const [bench, queries, count = '100000'] = process.argv.slice(2)
const data = path.join(os.tmpdir(), `gazette-bench-${process.pid}.nq`)
const ours = execFileSync(bench, [count, data],
  { env: { ...process.env, top_srcdir: path.resolve(queries, '../../..') } })
  .toString().trim().split('\n').map(line => line.split(/ +/))
const quads = fs.readFileSync(data, 'utf8')
fs.unlinkSync(data)

// The article that the queries ask for: see bench_queries.c.
const article = /\/article\/([0-9a-f]{16})> \.$/
  .exec(quads.split('\n')[20 * 77])[1]

const time = (store, text) => {
  let best = Infinity
  let rows = 0
  for (let i = 0; i < 9 && best > 0; ++i) {
    const start = performance.now()
    rows = store.query(text).length
    best = Math.min(best, performance.now() - start)
    if (best > 1000) break
  }
  return { best, rows }
}

const load = text => {
  const store = new oxigraph.Store()
  store.load(text, { format: 'application/n-quads', no_transaction: true })
  return store
}
const isOfGraphs = name => name.startsWith('11-')
const theirs = {}
const run = (store, wanted) => {
  for (const [name] of ours.filter(([name]) => isOfGraphs(name) === wanted)) {
    const text = fs.readFileSync(path.join(queries, name), 'utf8')
      .replace('{ARTICLE}', article)
    theirs[name] = time(store, text)
  }
}
run(load(quads.replace(/ <[^ ]+> \.$/gm, ' .')), false)
run(load(quads), true)

console.log(`${count} quads; milliseconds`)
console.log('query                     first row   all rows   oxigraph     rows')
for (const [name, first, all, rows] of ours) {
  const other = theirs[name]
  console.log(name.padEnd(24) + first.padStart(11) + all.padStart(11) +
    other.best.toFixed(3).padStart(11) + rows.padStart(9) +
    (Number(rows) === other.rows ? '' : `  oxigraph has ${other.rows} rows`))
}
