import { create } from 'qrcode'

/** Light modules around it, without which no camera finds it. */
const QUIET = 4

export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = Array.from(data, (isDark, index) =>
    isDark ? `M${(index % size) + QUIET} ${Math.floor(index / size) + QUIET}h1v1h-1z` : '',
  )
  const whole = size + 2 * QUIET
  return (
    <svg
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-full"
    >
      <path d={`M0 0h${whole}v${whole}H0z`} className="fill-white" />
      <path d={dark.join('')} className="fill-black" />
    </svg>
  )
}
