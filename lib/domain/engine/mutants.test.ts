import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENGINE_PROPERTIES, type EngineUnderTest } from '@/tests/support/engine-properties'

const FOLDER = join(process.cwd(), 'lib/domain/engine')

const ENTRY = [
  "export { nextTicket } from './next-ticket'",
  "export { park, resume, transfer, afterNoShow } from './credit'",
  "export { learntTimes } from './learnt-times'",
  "export { ServiceRecords } from './service-records'",
].join('\n')

/** The engine with one piece of its source replaced. */
async function engineWith(file: string, piece: string, fault: string): Promise<EngineUnderTest> {
  const bundle = await build({
    stdin: { contents: ENTRY, resolveDir: FOLDER, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [
      {
        name: 'fault',
        setup: ({ onLoad }) =>
          onLoad({ filter: /engine\/[a-z-]+\.ts$/ }, ({ path }) => {
            const text = readFileSync(path, 'utf8')
            if (basename(path) !== file) return { contents: text, loader: 'ts' }
            if (text.split(piece).length !== 2) throw new Error(`not once in ${file}: ${piece}`)
            return { contents: text.replace(piece, () => fault), loader: 'ts' }
          }),
      },
    ],
  })
  const text = bundle.outputFiles[0]?.text ?? ''
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
}

function isNoticedBy(name: string, engine: EngineUnderTest, numRuns: number): boolean {
  const property = ENGINE_PROPERTIES[name]
  if (!property) throw new Error(`no property: ${name}`)
  return fc.check(property(engine), { seed: 4, numRuns, endOnFailure: true }).failed
}

test('[ENGINE-1] without a fault nothing is noticed', async () => {
  const engine = await engineWith('credit.ts', 'notBefore: PARKED', 'notBefore: PARKED')
  expect(Object.keys(ENGINE_PROPERTIES).filter(name => isNoticedBy(name, engine, 25))).toEqual([])
})

test.each([
  {
    fault: 'the window holds nobody back',
    file: 'next-ticket.ts',
    piece: 'return hasWindow &&',
    becomes: 'return false && hasWindow &&',
    property: 'nobody passes a citizen whose credit started more than his cap before his own',
  },
  {
    fault: 'the window looks at those whom he cannot serve',
    file: 'next-ticket.ts',
    piece: 'if (!mayServe(agent, ticket, state.agents)) continue',
    becomes:
      'oldestCredit = Math.min(oldestCredit, ticket.creditStart); if (!mayServe(agent, ticket, state.agents)) continue',
    property: 'whom he may not serve plays no part',
  },
  {
    fault: 'a tie goes by place in the list',
    file: 'next-ticket.ts',
    piece: 'indexOfA === indexOfB && byCredit(a, b) < 0',
    becomes: 'false',
    property: 'the order of tickets and agents in memory plays no part, and nothing is changed',
  },
  {
    fault: 'the digest goes by place in the list',
    file: 'input-digest.ts',
    piece: 'low = (low + hash) | 0',
    becomes: 'low = Math.imul(low, 31) + hash',
    property: 'the order of tickets and agents in memory plays no part, and nothing is changed',
  },
  {
    fault: 'chance has a say',
    file: 'disciplines.ts',
    piece: '(rules.weight * fit * waitedMs) /',
    becomes: '(rules.weight * fit * waitedMs * (1 + Math.random())) /',
    property: 'a day later everything is as it was, and asked twice it answers the same',
  },
  {
    fault: 'the index falls at times',
    file: 'disciplines.ts',
    piece: '(rules.weight * fit * waitedMs) /',
    becomes: '(rules.weight * fit * (waitedMs % 1_500_000)) /',
    property: 'more credit never hurts',
  },
  {
    fault: 'the lane has no end',
    file: 'next-ticket.ts',
    piece: 'if (!field.isSomebodyOverdue ||',
    becomes: 'if (true ||',
    property: 'emergencies first, but never a further one in a row while an overdue citizen waits for this agent',
  },
  {
    fault: 'an emergency is told by its service',
    file: 'next-ticket.ts',
    piece: 'ticket.priority === EMERGENCY) lane',
    becomes: 'ticket.service === 1) lane',
    property: 'emergencies first, but never a further one in a row while an overdue citizen waits for this agent',
  },
  {
    fault: 'a hold is forgotten',
    file: 'next-ticket.ts',
    piece: 'ticket.notBefore > now',
    becomes: 'ticket.notBefore < 0',
    property: 'somebody is called exactly when somebody may be',
  },
  {
    fault: 'who transferred a ticket may never have it again',
    file: 'eligibility.ts',
    piece: 'return !roster.some(',
    becomes: 'return false && !roster.some(',
    property: 'somebody is called exactly when somebody may be',
  },
  {
    fault: 'a home depends on the side that asks',
    file: 'partition.ts',
    piece: 'isOnDuty(agent) && agent.services',
    becomes: 'agent.isReachable && agent.services',
    property: 'the two sides of a cut never call one ticket while each has some of its own',
  },
  {
    fault: 'a transfer costs credit',
    file: 'credit.ts',
    piece: 'excludedAgent: by }',
    becomes: 'excludedAgent: by, creditStart: ticket.creditStart + 1 }',
    property: 'nothing that the citizen does not do himself costs him credit or a better class',
  },
  {
    fault: 'a no-show brings credit',
    file: 'credit.ts',
    piece: 'Math.max(ticket.creditStart, Math.min(now, ticket.creditStart + noShow',
    becomes: 'Math.min(ticket.creditStart - 1, Math.min(now, ticket.creditStart + noShow',
    property: 'nothing that the citizen does not do himself costs him credit or a better class',
  },
  {
    fault: 'sums are not of whole numbers',
    file: 'service-records.ts',
    piece: 'return Math.round(Math.min(CLIP',
    becomes: 'return (1 / 3) * (Math.min(CLIP',
    property: 'measurements come together in any order to the same bits',
  },
])(
  '[ENGINE-1] "$property" notices that $fault',
  async ({ file, piece, becomes, property }) => {
    expect(isNoticedBy(property, await engineWith(file, piece, becomes), 400)).toBe(true)
  },
  30_000,
)
