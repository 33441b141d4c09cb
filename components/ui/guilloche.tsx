/** How many lines the rosette has, and how many petals each line. */
const LINES = 12
const PETALS = 12
const POINTS_PER_PETAL = 22

/**
 * The fine interlaced lines of security printing, as on the card that people come here for. Decoration only: behind
 * text, and faint enough that its contrast does not change.
 */
export function Guilloche({ className }: { className: string }) {
  return (
    <svg viewBox="-500 -500 1000 1000" aria-hidden="true" className={`pointer-events-none ${className}`}>
      <g fill="none" stroke="currentColor" strokeWidth="1.5">
        {ROSETTE.map(path => (
          <path key={path} d={path} />
        ))}
      </g>
    </svg>
  )
}

const ROSETTE = Array.from({ length: LINES }, (_, line) => rosetteLine(line))

/** One closed line: a circle whose radius swings, each line a little out of step with the one before. */
function rosetteLine(line: number): string {
  const count = PETALS * POINTS_PER_PETAL
  const points = Array.from({ length: count }, (_, index) => {
    const turn = (index / count) * 2 * Math.PI
    const radius = 360 + 110 * Math.sin(PETALS * turn + (line / LINES) * 2 * Math.PI)
    return `${Math.round(radius * Math.cos(turn))} ${Math.round(radius * Math.sin(turn))}`
  })
  return `M${points.join('L')}Z`
}
