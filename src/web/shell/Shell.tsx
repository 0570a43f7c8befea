import { useEffect } from 'react'
import { signInAddress } from '../address.ts'
import { useAddress, useGo } from '../navigation.ts'
import { useSession } from '../session.ts'
import { Loading } from '../ui/Loading.tsx'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { SignedInShell } from './SignedInShell.tsx'

/** Everything behind the sign-in. Who is not signed in comes back to the same address afterwards. */
export function Shell() {
  const session = useSession()
  const address = useAddress()
  const go = useGo()
  const isNobody = session.problem?.status === 401
  useEffect(() => {
    const signIn = isNobody ? signInAddress(address) : null
    if (signIn) go(signIn, { replace: true })
  }, [isNobody, address, go])
  if (session.data && !isNobody) return <SignedInShell session={session.data} />
  return (
    <main className="gate">
      {session.problem && !isNobody ? (
        <ProblemNotice problem={session.problem} retry={session.retry} />
      ) : (
        <Loading />
      )}
    </main>
  )
}
