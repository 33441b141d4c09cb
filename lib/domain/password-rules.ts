import { ok, type Result, refuse } from './result'

export const PASSWORD_LENGTH_MIN = 10
/** So that nobody has the server hash a novel. */
export const PASSWORD_LENGTH_MAX = 200
const DIFFERENT_CHARACTERS_MIN = 4

export type PasswordRefusal = {
  readonly code: 'password_too_short' | 'password_too_long' | 'password_too_common' | 'password_like_id'
}

/**
 * What every guesser tries first, without what people put around it (`Motdepasse2026!` is `motdepasse`). Shorter ones
 * stand here too: with a year behind them they are long enough.
 */
const WORST = new Set(
  `admin administrateur administrator azerty azertyuiop bienvenue bonjour cameroon cameroun changeme chocolat cnicni
  cnicameroun default demo doriane douala douala2 football guichet identite iloveyou jesus jesuschrist jetaime letmein
  lionsindomptables loulou marseille master monkey motdepasse nicolas passe passer passw0rd password princess qwerty
  qwertyuiop qwertz republique root secret service soleil sunshine superman supervisor test user utilisateur welcome
  yaounde`.split(/\s+/),
)

/** Keys side by side, and counting: longer than the shortest password, read both ways, and round again. */
const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklm',
  'qwertyuiopasdfghjklzxcvbnm',
]

/** The text that is hashed and compared: an accent counts the same whether a keyboard sends one character or two. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

/** May this become the password of that employee? No rule asks for capitals or signs: they make people write it down. */
export function checkPassword(password: string, employeeId: string): Result<void, PasswordRefusal> {
  const characters = [...normalPassword(password)]
  if (characters.length < PASSWORD_LENGTH_MIN) return refuse({ code: 'password_too_short' })
  if (characters.length > PASSWORD_LENGTH_MAX) return refuse({ code: 'password_too_long' })
  const plain = lettersAndDigits(characters.join(''))
  const id = lettersAndDigits(employeeId)
  if (id !== '' && plain.includes(id) && plain.replaceAll(id, '').length < PASSWORD_LENGTH_MIN / 2)
    return refuse({ code: 'password_like_id' })
  if (new Set(plain).size < DIFFERENT_CHARACTERS_MIN || isRun(plain) || WORST.has(coreOf(plain)))
    return refuse({ code: 'password_too_common' })
  return ok(undefined)
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Without figures before and after it. */
function coreOf(plain: string): string {
  return plain.replace(/^\d+|\d+$/g, '')
}

function isRun(plain: string): boolean {
  return RUNS.some(run => run.includes(plain) || [...run].reverse().join('').includes(plain))
}
