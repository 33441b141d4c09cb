import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** What a program wrote to its standard error. @throws with it when the program is missing or fails */
export async function run(program: string, parameters: readonly string[]): Promise<string> {
  const { stderr } = await execute(program, [...parameters], { maxBuffer: 16 * 1024 * 1024 })
  return stderr
}
