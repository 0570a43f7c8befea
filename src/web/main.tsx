import './text.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/parts.css'
import './styles/table.css'
import './styles/overlays.css'
import './styles/shell.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startAppearance } from './appearance.ts'
import { startLanguage } from './i18n.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { KitProvider } from './ui/KitProvider.tsx'

async function start(): Promise<void> {
  startAppearance()
  await startLanguage()
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <KitProvider>
          <RouterProvider router={router} />
        </KitProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
