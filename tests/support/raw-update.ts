import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding'

type Id = readonly [client: number, clock: number]
type Place = {
  readonly origin?: Id
  readonly rightOrigin?: Id
  /** A root type's name, or the item that is the parent. */
  readonly parent?: string | Id
  readonly parentSub?: string
}
type Any = Parameters<typeof writeAny>[1]

type Hole = { readonly kind: 'gc'; readonly length: number } | { readonly kind: 'skip'; readonly length: number }

/** One struct of an update, honest or not. */
export type RawStruct =
  | ({ readonly kind: 'values'; readonly values: readonly Any[] } & Place)
  | ({ readonly kind: 'array' } & Place)
  | ({ readonly kind: 'text'; readonly text: string } & Place)
  | ({ readonly kind: 'deleted'; readonly length: number } & Place)
  | Hole

/** The structs of one client, from this clock on. */
export type RawBlock = { readonly client: number; readonly clock: number; readonly structs: readonly RawStruct[] }
export type RawDelete = { readonly client: number; readonly clock: number; readonly length: number }

const REF = { gc: 0, deleted: 1, text: 4, array: 7, values: 8, skip: 10 } as const

/** A version 1 update, byte by byte: what an honest program of ours would never write can be written with it. */
export function rawUpdate(blocks: readonly RawBlock[], deletes: readonly RawDelete[] = []): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, blocks.length)
  for (const { client, clock, structs } of blocks) {
    writeVarUint(encoder, structs.length)
    writeVarUint(encoder, client)
    writeVarUint(encoder, clock)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  writeVarUint(encoder, deletes.length)
  for (const { client, clock, length } of deletes) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, 1)
    writeVarUint(encoder, clock)
    writeVarUint(encoder, length)
  }
  return toUint8Array(encoder)
}

function writeStruct(encoder: Encoder, struct: RawStruct): void {
  if (struct.kind === 'gc' || struct.kind === 'skip') return writeHole(encoder, struct)
  const { origin, rightOrigin, parent, parentSub } = struct
  writeUint8(encoder, REF[struct.kind] | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (parentSub ? 0x20 : 0))
  if (origin) writeId(encoder, origin)
  if (rightOrigin) writeId(encoder, rightOrigin)
  if (!origin && !rightOrigin) {
    writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') writeVarString(encoder, parent)
    else writeId(encoder, parent ?? [0, 0])
    if (parentSub) writeVarString(encoder, parentSub)
  }
  writeContent(encoder, struct)
}

function writeHole(encoder: Encoder, { kind, length }: Hole): void {
  writeUint8(encoder, REF[kind])
  writeVarUint(encoder, length)
}

function writeContent(encoder: Encoder, struct: Exclude<RawStruct, Hole>): void {
  if (struct.kind === 'array') writeVarUint(encoder, 0)
  else if (struct.kind === 'text') writeVarString(encoder, struct.text)
  else if (struct.kind === 'deleted') writeVarUint(encoder, struct.length)
  else {
    writeVarUint(encoder, struct.values.length)
    for (const value of struct.values) writeAny(encoder, value)
  }
}

function writeId(encoder: Encoder, [client, clock]: Id): void {
  writeVarUint(encoder, client)
  writeVarUint(encoder, clock)
}
