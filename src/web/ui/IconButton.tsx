import { Tooltip } from 'antd'
import { Icon, type IconName } from './Icon.tsx'

export interface IconButtonProps {
  readonly icon: IconName
  /** Read aloud and shown on hover. */
  readonly label: string
  readonly onClick: () => void
}

export function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <Tooltip title={label}>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-shape="icon"
        aria-label={label}
        onClick={onClick}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  )
}
