import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import { type Method, type Params, Refusal, request } from "./request.ts";

/** The one cache of server answers. A session that has ended sends everybody back to the door. */
export const answers: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (times, problem) => times < 2 && problem instanceof Refusal && ["unreachable", "store_unavailable"].includes(problem.code),
    },
  },
  queryCache: new QueryCache({
    onError: (problem, query) => {
      const ended = problem instanceof Refusal && problem.code === "not_signed_in" && query.queryKey[0] !== "/state";
      if (ended) void answers.invalidateQueries({ queryKey: ["/state"] });
    },
  }),
});

/** What `<Answer>` renders: an answer on its way, refused, or here. */
export type Asked<T> = { data: T | undefined; error: Error | null; isPlaceholderData: boolean; refetch: () => unknown };

type Options = { every?: number | false; fresh?: true };

/** Asks the server; the path and its parameters are the key. A `null` path asks nothing. `every` repeats the question, in ms. */
export function useAnswer<T>(path: string | null, params: Params = {}, { every, fresh }: Options = {}): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: [path, tidy(params)],
    queryFn: ({ signal }) => request<T>(path ?? "", { params, signal }),
    enabled: path !== null,
    placeholderData: keepPreviousData,
    refetchInterval: every ?? false,
    ...(fresh ? { staleTime: 0 } : {}),
  });
}

export type Page<T> = { total?: number; items: T[]; next: string | null };

/** A list that arrives page by page: the first page's own fields and every item so far; `more` is `null` at its end. */
export type Pages<P> = Asked<P> & { more: (() => void) | null; reading: boolean };

/** Asks for a list and then for as many more pages as are wanted. A `null` path asks nothing. */
export function usePages<P extends Page<unknown>>(path: string | null, params: Params = {}, every: number | false = false): Pages<P> {
  const { data, error, isPlaceholderData, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [path, tidy(params), "pages"],
    queryFn: ({ pageParam, signal }) => request<P>(path ?? "", { params: { ...params, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: path !== null,
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
  const first = data?.pages[0];
  return {
    data: first && { ...first, items: data.pages.flatMap(({ items }) => items) },
    error,
    isPlaceholderData,
    refetch,
    more: hasNextPage ? () => void fetchNextPage() : null,
    reading: isFetchingNextPage,
  };
}

type Order<In> = { method: Method; path: string | ((input: In) => string); body?: (input: In) => unknown };

/** Tells the server to do something, then reads again every answer whose path begins with one of `refresh`, and does `after`. */
export function useOrder<In, Out = unknown>({ method, path, body }: Order<In>, refresh: string[] = [], after?: () => void) {
  const cache = useQueryClient();
  return useMutation<Out, Error, In>({
    mutationFn: (input) =>
      request<Out>(typeof path === "string" ? path : path(input), {
        method,
        body: body ? body(input) : method === "DELETE" ? undefined : (input ?? {}),
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ predicate: ({ queryKey }) => refresh.some((path) => String(queryKey[0]).startsWith(path)) });
      after?.();
    },
  });
}

function tidy(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== ""));
}
