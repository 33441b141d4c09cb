import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { toString as drawCode } from 'qrcode'
import { CenterId, DeviceId, Surface } from '@/lib/domain/ids'
import { makeDeviceCode, retireDevice } from '@/lib/server/console/devices'
import { createDatabase, type Database } from '@/lib/server/database'
import { findDevice, type ListedDevice, listDevices } from '@/lib/server/devices'
import { ENROLLMENT_CODE_MS } from '@/lib/server/enrollment'
import { deriveKeys } from '@/lib/server/keys'
import { ensureDatabase } from './postgres'
import { findSecret } from './secret'

const USAGE = `usage:
  npm run device -- code --center 1 --surface kiosk|agent|display --label "Borne 3"
  npm run device -- list --center 1
  npm run device -- revoke k3f9xq`

/** What an administrator can be told without a stack: he asked for something that is not, or is not so. */
class Mistake extends Error {}

export type Installation = { readonly database: Database; readonly secret: string; readonly origin: string }

/** Runs one command. @returns what to print @throws Mistake */
export async function runDeviceCommand(words: readonly string[], installation: Installation): Promise<string> {
  const { values, positionals } = parse(words)
  const [verb, id, ...more] = positionals
  if (more.length > 0) throw new Mistake(USAGE)
  if (verb === 'revoke') return await revoke(id, installation)
  if (id !== undefined) throw new Mistake(USAGE)
  const center = await centerOf(values.center, installation)
  if (verb === 'list') return listed(await listDevices(installation.database, center))
  if (verb === 'code') return await makeCode(center, values, installation)
  throw new Mistake(USAGE)
}

type Values = { readonly center?: string; readonly surface?: string; readonly label?: string }

function parse(words: readonly string[]): { values: Values; positionals: readonly string[] } {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...words],
      options: { center: text, surface: text, label: text },
      allowPositionals: true,
    })
  } catch (fault) {
    throw new Mistake(`${fault instanceof Error ? fault.message : String(fault)}\n${USAGE}`)
  }
}

/** A code for one device. It stands behind the `#` of the link, which no browser sends to any server. */
async function makeCode(
  center: CenterId,
  { surface: surfaceText, label }: Values,
  { database, secret, origin }: Installation,
): Promise<string> {
  const surface = Surface.safeParse(surfaceText)
  if (!surface.success || !label) throw new Mistake(USAGE)
  const ports = { database, keys: deriveKeys(secret), person: null, now: Date.now() }
  const made = await makeDeviceCode(ports, center, { surface: surface.data, label })
  if (!made.ok) throw new Mistake(`there is no center ${center}`)
  const { code } = made.value
  const link = `${origin}/enroll#${code}`
  const drawing = await drawCode(link, { type: 'terminal', small: true })
  const minutes = ENROLLMENT_CODE_MS / 60_000
  return [
    `${label} (${surface.data}): once, within ${minutes} minutes`,
    '',
    drawing,
    `  ${inFours(code)}`,
    `  ${link}`,
    '',
  ].join('\n')
}

/** As it is read out and typed; a device forgives the space. */
function inFours(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

async function centerOf(text: string | undefined, { database }: Installation): Promise<CenterId> {
  const center = CenterId.safeParse(Number(text))
  if (!center.success) throw new Mistake(USAGE)
  const found = await database.sql`select 1 from centers where id = ${center.data}`
  if (found.length === 0) throw new Mistake(`there is no center ${center.data}`)
  return center.data
}

async function revoke(text: string | undefined, { database, secret }: Installation): Promise<string> {
  const device = DeviceId.safeParse(text)
  if (!device.success) throw new Mistake(USAGE)
  const found = await findDevice(database, device.data)
  if (!found) throw new Mistake(`there is no device ${device.data}`)
  const ports = { database, keys: deriveKeys(secret), person: null, now: Date.now() }
  const retired = await retireDevice(ports, { center: found.centerId, device: device.data })
  return retired.ok
    ? `${device.data} is revoked: if it is connected, it is sent away within five seconds`
    : `${device.data} was revoked before`
}

function listed(devices: readonly ListedDevice[]): string {
  if (devices.length === 0) return 'no device is enrolled here'
  const rows = devices.map(device => [
    device.id,
    device.surface,
    device.label,
    String(device.issuerDigit ?? ''),
    minuteOf(device.enrolledAt),
    minuteOf(device.lastSeenAt),
    minuteOf(device.revokedAt),
  ])
  const head = ['device', 'surface', 'label', 'digit', 'enrolled (UTC)', 'last seen', 'revoked']
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map(row => row[column]?.length ?? 0), title.length),
  )
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return [head, ...rows].map(row => line(row).trimEnd()).join('\n')
}

function minuteOf(instant: Date | null): string {
  return instant === null ? '' : instant.toISOString().slice(0, 16).replace('T', ' ')
}

/** Finds the installation as `npm start` does, and leaves its database as it found it: running, or not. */
async function command(words: readonly string[]): Promise<void> {
  const secret = findSecret()
  if (secret === null) throw new Mistake('no secret: set GUICHET_SECRET, or run `npm start` once')
  const running = await ensureDatabase()
  const database = createDatabase(running.url, { applicationName: 'guichet-device', poolSize: 1 })
  const [origin = ''] = (process.env.PUBLIC_ORIGINS ?? `http://localhost:${process.env.PORT ?? 3000}`).split(',')
  try {
    console.log(await runDeviceCommand(words, { database, secret, origin: new URL(origin.trim()).origin }))
  } finally {
    await database.close()
    if (running.started) await running.stop()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(process.argv.slice(2)).catch(fault => {
    console.error(fault instanceof Mistake ? fault.message : fault)
    process.exitCode = 1
  })
}
