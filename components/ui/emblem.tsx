/** The mark of Guichet: a ticket with its notches, and the light above an open station. */
export function Emblem({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={`shrink-0 ${className}`}>
      <rect
        width="64"
        height="64"
        rx="16"
        className="fill-green"
        stroke="#ffffff"
        strokeOpacity="0.28"
        strokeWidth="1.5"
      />
      <path
        d="M12 24a3 3 0 0 1 3-3h34a3 3 0 0 1 3 3v5.5a5.5 5.5 0 0 0 0 11V46a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3v-5.5a5.5 5.5 0 0 0 0-11z"
        fill="#ffffff"
      />
      <path
        d="m24 35 6 6 11-12"
        fill="none"
        className="stroke-green"
        strokeWidth="5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="32" cy="12" r="4" className="fill-gold" />
    </svg>
  )
}
