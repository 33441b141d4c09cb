/** The key of a button. Only where there is likely to be a keyboard, and room. */
export function Key({ letter }: { letter: string }) {
  return (
    <kbd className="hidden rounded-md border border-current px-2 font-medium font-sans text-base opacity-80 [@media(hover:hover)_and_(min-width:40rem)]:inline-block">
      {letter}
    </kbd>
  )
}
