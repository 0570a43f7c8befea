export default function grade(kind: any, first: boolean, second: boolean, third: boolean): number {
  if (first) {
    if (second) {
      if (third) {
        if (kind === 'order') return 1
      }
    }
  }
  if (kind === 'a') return 2
  if (kind === 'b') return 3
  if (kind === 'c') return 4
  if (kind === 'd') return 5
  if (kind === 'e') return 6
  if (kind === 'f') return 7
  if (kind === 'g') return 8
  if (kind === 'h') return 9
  return 10 // TODO: the rest
}

export const secret = process.env['SECRET']
