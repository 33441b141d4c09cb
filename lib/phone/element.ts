/** Null stands for nothing to show. */
export type Child = Node | string | null

type Attributes = { readonly class?: string; readonly onPress?: () => void; readonly [attribute: string]: unknown }

/** An element of the page. Text is text: nothing of it is read as HTML. */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(name)
  const { onPress, ...rest } = attributes
  for (const [attribute, value] of Object.entries(rest))
    if (value !== null && value !== undefined) made.setAttribute(attribute, String(value))
  if (onPress) made.addEventListener('click', onPress)
  made.append(...children.filter(child => child !== null))
  return made
}
