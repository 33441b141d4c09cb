/**
 * Small notes about a store, kept outside it, in localStorage. They can be written synchronously, which a closing page
 * needs, and they survive when the browser throws the store away, which is how the loss is noticed.
 */
export class SessionMarks {
  readonly #boots: string
  readonly #end: string
  readonly #revoked: string

  constructor(
    databaseName: string,
    private readonly storage: Storage,
  ) {
    this.#boots = `${databaseName}:boots`
    this.#end = `${databaseName}:end`
    this.#revoked = `${databaseName}:revoked`
  }

  /** The highest boot count that was ever seen here; 0 when none was. */
  get boots(): number {
    return Number(this.storage.getItem(this.#boots) ?? 0)
  }

  rememberBoots(count: number): void {
    this.storage.setItem(this.#boots, String(count))
  }

  /** The server says that the store is an older one than it was: no count that it can hold is high enough any more. */
  declareLost(): void {
    this.rememberBoots(Number.MAX_SAFE_INTEGER)
  }

  /** Said before the store is erased: should that be cut off, the next start ends it first. */
  declareRevoked(): void {
    this.storage.setItem(this.#revoked, 'yes')
  }

  get isRevoked(): boolean {
    return this.storage.getItem(this.#revoked) !== null
  }

  /** The device gets a new identity: its store begins anew, and owes nothing to the one before. */
  forget(): void {
    this.storage.removeItem(this.#boots)
    this.storage.removeItem(this.#end)
    this.storage.removeItem(this.#revoked)
  }

  rememberEnd(mark: string): void {
    this.storage.setItem(this.#end, mark)
  }

  /** The mark of the last end, once: a session that has begun is unclean until it ends. */
  takeEnd(): string | null {
    const mark = this.storage.getItem(this.#end)
    this.storage.removeItem(this.#end)
    return mark
  }
}
