/**
 * The discrete-event bench of the scheduling engine: whole days of whole centers, decided by the production engine and
 * by what it is compared with. Prints tables, then each target, the figure and PASS or FAIL; ends with 1 if one failed.
 *
 *   npm run bench:engine                    all of it
 *   npm run bench:engine -- theory latency  some parts
 *   npm run bench:engine -- --quick         a few days only: shows that it works; never ends with 1
 *   npm run bench:engine -- --first 5001    other days: the seeds from there on
 */
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { BenchPart } from './bench-engine/bench-part'
import { comparison } from './bench-engine/part-comparison'
import { guarantees } from './bench-engine/part-guarantees'
import { latency } from './bench-engine/part-latency'
import { predictions } from './bench-engine/part-predictions'
import { theory } from './bench-engine/part-theory'
import { Report } from './bench-engine/report'
import { WorkerPool } from './bench-engine/worker-pool'

const PARTS: Readonly<Record<string, BenchPart>> = { theory, guarantees, comparison, predictions, latency }

const { values, positionals: wanted } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, first: { type: 'string', default: '1001' } },
  allowPositionals: true,
})
const unknown = wanted.filter(name => !(name in PARTS))
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)

const loadText = () => loadavg()[0]?.toFixed(1) ?? '-'
console.log(`${availableParallelism()} cores, Node ${process.version}, load ${loadText()} at the start`)
const report = new Report()
const pool = await WorkerPool.open()
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const startedAt = performance.now()
    await part({ pool, report, isQuick: values.quick, firstSeed: Number(values.first) })
    report.flush(name)
    console.log(`  (${name}: ${Math.round((performance.now() - startedAt) / 1000)} s, load ${loadText()})`)
  }
} finally {
  await pool.close()
}
console.log(report.failed === 0 ? '\nall targets met' : `\n${report.failed} targets missed`)
if (values.quick) console.log('a few days only: a target met or missed here says nothing')
else if (report.failed > 0) process.exitCode = 1
