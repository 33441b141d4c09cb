import { type Program, type Programs, program, type Version } from './program'

/** @param folder where `bundleVersions` has put those of the other versions */
export async function loadPrograms(folder: URL): Promise<Programs> {
  const load = async (version: Version): Promise<Program> => {
    const bundle: unknown = await import(new URL(`${version}.mjs`, folder).href)
    // reason: it was bundled from `program.ts`, which exports a Program under this name
    return (bundle as { readonly program: Program }).program
  }
  return { older: await load('older'), today: program, newer: await load('newer') }
}
