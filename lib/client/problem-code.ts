import { Problem } from '@/lib/protocol/rest'

/** The code of an `application/problem+json` answer; null when it is none (a proxy's error page, a cut connection). */
export async function problemCodeOf(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => undefined)
  const problem = Problem.safeParse(body)
  return problem.success ? problem.data.code : null
}
