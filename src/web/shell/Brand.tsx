import { AppLink } from '../ui/AppLink.tsx'

/** The name of the product and the way home. */
export function Brand() {
  return (
    <AppLink to="/" className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M5 4h6v5h3V4h4v5h3V4h6v13c0 6-5 10-11 12C10 27 5 23 5 17z" fill="currentColor" />
      </svg>
      <span>铁壁</span>
      <span className="brand-latin">Bulwark</span>
    </AppLink>
  )
}
