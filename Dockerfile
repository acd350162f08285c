# One image for every app: the command says which. Without one it is the gateway.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM dependencies AS build
COPY .swcrc ./
COPY scripts ./scripts
COPY data ./data
COPY migrations ./migrations
COPY libs ./libs
COPY apps ./apps
COPY tools ./tools
# Installs what the build itself needs, compiles, and trains the intent model.
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/data/demo ./data/demo
COPY --from=build /app/data/intents ./data/intents
COPY --from=build /app/data/models ./data/models
COPY docker/healthcheck.mjs ./docker/healthcheck.mjs
# The code belongs to root; the app may write to DATA_DIR (.data) alone.
RUN mkdir .data && chown node:node .data
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "docker/healthcheck.mjs"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=32", "dist/apps/gateway/src/main.js"]
