import { testKit } from './testing/test-kit.ts'

export const usesTestKit = testKit
