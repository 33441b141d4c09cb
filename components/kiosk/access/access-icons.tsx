/** The international symbol of access: whoever needs it looks for it, and for nothing else. */
export function WheelchairIcon({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shrink-0 ${className}`}>
      <circle cx="9.6" cy="3.4" r="2.1" fill="currentColor" />
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9.8 7.6v6.6h5.4l2.6 5.4 2-.9M10 10.4h4.6" />
        <path d="M7.4 11.2a5.3 5.3 0 1 0 7.2 7" />
      </g>
    </svg>
  )
}

/** An ear with waves: this kiosk speaks. */
export function EarIcon({ className }: { className: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d="M4.5 9.5a5.5 5.5 0 0 1 11 0c0 4-3.4 4.4-3.4 7.6a3 3 0 0 1-5.4 1.8" />
      <path d="M7.5 9.8a2.6 2.6 0 0 1 5.1-.6c.4 1.7-.9 2.6-2 3.3" />
      <path d="M18 5.4a7 7 0 0 1 0 8.2M20.6 3.2a10.4 10.4 0 0 1 0 12.6" />
    </svg>
  )
}
