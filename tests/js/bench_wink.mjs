// Our analyser and wink-nlp's, over the same texts in the same run.
//
//     node bench_wink.mjs BENCH MODEL TEXT...
//
// BENCH is tests/bench/bench_analyser, whose table is printed first.  wink-nlp
// splits, tags and lemmatises; it does not parse, and names are left out.  Of
// several passes the fastest counts, by the processor's time as there.

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import winkNLP from 'wink-nlp'
import model from 'wink-eng-lite-web-model'

const [bench, ours, ...paths] = process.argv.slice(2)
process.stdout.write(execFileSync(bench, [ours, ...paths]))

const texts = paths.map(path => fs.readFileSync(path, 'utf8'))
const nlp = winkNLP(model, ['sbd', 'pos'])
const its = nlp.its
let best = Infinity
let tokens = 0
for (let i = 0, seen = 0; i < 5 || seen < 50000; ++i, seen += tokens) {
  const start = process.cpuUsage()
  tokens = 0
  for (const text of texts) {
    const words = nlp.readDoc(text).tokens()
    tokens += words.out(its.pos).length
    words.out(its.lemma)
  }
  const { user, system } = process.cpuUsage(start)
  best = Math.min(best, (user + system) / 1e6)
}
console.log(`wink-nlp   ${Math.round(tokens / best).toString().padStart(8)} ` +
  'tokens/s from text to tags and lemmas')
