import { useEffect, useId, useRef, useState } from 'react'
import { useSettled } from '../navigation.ts'
import { Icon } from './Icon.tsx'

export interface SearchBoxProps {
  readonly label: string
  readonly value: string
  /** Called when the reader pauses, not per letter, and never with half-composed Chinese. */
  readonly onChange: (text: string) => void
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const id = useId()
  const [text, setText] = useState(value)
  const [isComposed, setComposed] = useState(true)
  const settled = useSettled(text)
  const told = useRef(value)
  useEffect(() => {
    if (!isComposed || settled === told.current) return
    told.current = settled
    onChange(settled)
  }, [settled, isComposed, onChange])
  return (
    <div className="search">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <span className="search-icon">
        <Icon name="search" />
      </span>
      <input
        id={id}
        type="search"
        className="input"
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposed(false)}
        onCompositionEnd={() => setComposed(true)}
      />
    </div>
  )
}
