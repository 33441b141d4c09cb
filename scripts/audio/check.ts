import { existsSync } from 'node:fs'
import { CLIPS, type Clip } from '@/lib/domain/clips'
import { fileOf, filesThere, hashOfFile, readRecord } from './clip-files'
import { hear, LOUDNESS_LUFS, LOUDNESS_TOLERANCE_LU } from './loudness'

const AT_ONCE = 4

/** Says what is wrong with each clip, and what they are together. @returns false when one is not as it should be */
export async function checkClips(): Promise<boolean> {
  const names: ReadonlySet<string> = new Set(CLIPS.map(({ name }) => name))
  const problems = (await filesThere()).filter(name => !names.has(name)).map(name => `${name}: not on the list`)
  const levels: number[] = []
  const rest = [...CLIPS]
  const worker = async () => {
    for (let clip = rest.shift(); clip; clip = rest.shift()) problems.push(...(await wrongWith(clip, levels)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  for (const problem of problems.sort()) console.log(problem)
  const [quietest, loudest] = [Math.min(...levels), Math.max(...levels)]
  console.log(`${CLIPS.length} clips, ${await peoplesCount()} by people; ${quietest} to ${loudest} LUFS`)
  console.log(problems.length === 0 ? 'all as they should be' : `${problems.length} to be looked at`)
  return problems.length === 0
}

async function wrongWith({ name, msMin, msMax }: Clip, levels: number[]): Promise<string[]> {
  if (!existsSync(fileOf(name))) return [`${name}: not there`]
  try {
    const { lufs, lengthMs } = await hear(fileOf(name))
    levels.push(lufs)
    const isLevel = Math.abs(lufs - LOUDNESS_LUFS) <= LOUDNESS_TOLERANCE_LU
    const isLong = lengthMs >= msMin && lengthMs <= msMax
    return [
      ...(isLevel ? [] : [`${name}: ${lufs} LUFS, to be ${LOUDNESS_LUFS}`]),
      ...(isLong ? [] : [`${name}: ${Math.round(lengthMs)} ms, to be ${msMin} to ${msMax}`]),
    ]
  } catch (fault) {
    return [`${name}: cannot be heard (${fault instanceof Error ? fault.message.split('\n')[0] : fault})`]
  }
}

async function peoplesCount(): Promise<number> {
  const record = await readRecord()
  const hashes = await Promise.all(CLIPS.map(async ({ name }) => [await hashOfFile(name), record[name]?.file] as const))
  return hashes.filter(([there, made]) => there !== null && there !== made).length
}
