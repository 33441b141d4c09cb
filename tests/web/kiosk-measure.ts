/** Measures a screen of a kiosk where it is shown, in CSS pixels (PRODUCT, section 3, and FIELD, section 4.2). */

const PRIMARY_HEIGHT = 96
const TARGET_SIZE = 72
const GAP = 16
const TEXT_SIZE = 28
const NUMBER_SIZE = 200
/** On a portrait screen nothing is touched above this share of it. */
const TOUCHED_FROM = 0.4
/** Of a pixel: a size that a browser rounds. */
const SLACK = 0.5
/** Of the size of letters: how far the box of a line reaches beyond what is drawn of it. */
const EMPTY = 0.25

const CARD = '[class*=rounded-4xl]'

type Target = { readonly element: Element; readonly name: string; readonly box: DOMRect }
export type Measured = { readonly targetCount: number; readonly problems: readonly string[] }

/**
 * What is too small, too near, too high up, cut off or covered.
 *
 * @param primary the name of the button that leads on; null where there is none
 */
export function measure(primary: RegExp | null): Measured {
  const targets = [...document.querySelectorAll('button, [role=button], a[href]')].map(element => ({
    ...{ element, box: element.getBoundingClientRect() },
    name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(),
  }))
  const isThere = primary === null || targets.some(({ name }) => primary.test(name))
  const problems = [
    ...(isThere ? [] : [`no ${primary}`]),
    ...targets.flatMap(target => sizeProblems(target, primary)),
    ...targets.flatMap((target, index) => targets.slice(index + 1).flatMap(other => gapProblems(target, other))),
    ...textNodes().flatMap(textProblems),
    ...[...document.querySelectorAll(`[role=img], ${CARD}, ${CARD} svg, button svg`)].flatMap(partProblems),
    ...[...document.querySelectorAll('.text-kiosk-number')].flatMap(numberProblems),
  ]
  return { targetCount: targets.length, problems }
}

function sizeProblems({ name, box }: Target, primary: RegExp | null): string[] {
  const least = primary?.test(name) ? PRIMARY_HEIGHT : TARGET_SIZE
  const isSmall = box.height < least - SLACK || box.width < least - SLACK
  const isHigh = innerHeight > innerWidth && box.top < innerHeight * TOUCHED_FROM
  return [
    ...(isSmall ? [`${name} is ${box.width} x ${box.height}`] : []),
    ...(isHigh ? [`${name} begins at ${box.top}`] : []),
    ...(isWithin(box, new DOMRect(0, 0, innerWidth, innerHeight), 0) ? [] : [`${name} is cut off`]),
  ]
}

function gapProblems(one: Target, other: Target): string[] {
  if (isUnderWarning(one.element) || isUnderWarning(other.element)) return []
  const acrossX = Math.max(one.box.left - other.box.right, other.box.left - one.box.right)
  const acrossY = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom)
  const gap = Math.max(acrossX, acrossY)
  return gap < GAP - SLACK ? [`${one.name} lies ${gap} from ${other.name}`] : []
}

/** The warning covers what it asks about, and any touch takes it away. */
function isUnderWarning(element: Element): boolean {
  const warning = document.querySelector('main ~ [role=alert]')
  return warning !== null && !warning.contains(element)
}

function textNodes(): Text[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node instanceof Text && node.data.trim() !== '' && !node.parentElement?.closest('.sr-only, script, style'))
      found.push(node)
  return found
}

function textProblems(text: Text): string[] {
  const element = text.parentElement ?? document.body
  const fontSize = Number.parseFloat(getComputedStyle(element).fontSize)
  const range = document.createRange()
  range.selectNodeContents(text)
  const card = (element.closest(`button, ${CARD}, section`) ?? document.body).getBoundingClientRect()
  const isWhole = isWithin(range.getBoundingClientRect(), card, fontSize * EMPTY)
  const cover = isUnderWarning(element) ? null : coverOf([...range.getClientRects()], element)
  return [
    ...(fontSize < TEXT_SIZE - SLACK ? [`"${text.data}" has ${fontSize} px`] : []),
    ...(isWhole ? [] : [`"${text.data}" is cut off`]),
    ...(cover ? [`"${text.data}" lies under "${cover.textContent}"`] : []),
  ]
}

/** What lies over the middle of a line, if it is none of what the line stands in. */
function coverOf(lines: readonly DOMRect[], element: Element): Element | null {
  for (const { left, top, width, height } of lines) {
    const [x, y] = [left + width / 2, top + height / 2]
    const above = document.elementFromPoint(x, y)
    if (!above || above.contains(element) || above.closest('svg')) continue
    // Large letters reach out of their box with what is empty of them.
    const box = above.getBoundingClientRect()
    if (y >= box.top && y <= box.bottom) return above
  }
  return null
}

/** A picture, a card or a sign stays in what it stands in: a card that grows would lie over the buttons under it. */
function partProblems(part: Element): string[] {
  const around = part.parentElement?.closest(`button, ${CARD}, section`) ?? document.body
  const isWhole = isWithin(part.getBoundingClientRect(), around.getBoundingClientRect(), 0)
  return isWhole
    ? []
    : [`${part.tagName} of "${(part.textContent || around.textContent)?.slice(0, 40)}" reaches out of its place`]
}

function numberProblems(number: Element): string[] {
  const px = Number.parseFloat(getComputedStyle(number).fontSize)
  return px < NUMBER_SIZE ? [`the number has ${px} px`] : []
}

function isWithin(box: DOMRect, around: DOMRect, emptyPx: number): boolean {
  const isWide = box.left >= around.left - SLACK && box.right <= around.right + SLACK
  return isWide && box.top >= around.top - SLACK - emptyPx && box.bottom <= around.bottom + SLACK + emptyPx
}
