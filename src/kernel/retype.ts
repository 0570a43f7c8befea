/**
 * The kernel's one cast. A transaction knows every table while each module's type names only its own, and
 * the dispatcher runs operations whose types were checked where they were made; here the two meet.
 */
export function retype<To>(value: unknown): To {
  return value as To
}
