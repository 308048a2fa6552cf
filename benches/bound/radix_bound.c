// The floor of the exact step: what it costs to look up RECORDS compact keys among PEOPLE compact
// keys, and to write one byte of verdict for each, when nothing else is done. No text is parsed, nothing is
// read from disk. Whatever the engine costs above this is its own doing.
//
//   cc -O3 -march=native -pthread -o radix_bound benches/bound/radix_bound.c
//   ./radix_bound 82000000 98000000 2        # records, people, threads
//
// Both sides are split by the high bits of a mixed key into parts that fit the cache; then each part
// is joined through a small table of its own. Random access to a table of the whole register would wait
// for memory two or three times a record.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { PART_BITS = 11, PARTS = 1 << PART_BITS, MOST_THREADS = 64, LINE = 4 /* rows in 64 bytes */ };

typedef struct {
  uint64_t key;          // identity number
  uint32_t row;          // where its verdict goes
  uint32_t fingerprint;  // of name and birth date
} Row;

typedef struct {
  Row *rows, *split;
  uint64_t count;
  uint64_t next[MOST_THREADS][PARTS];  // first: rows per thread and part; then: where the next one goes
  uint64_t start[PARTS + 1];
} Side;

static Side records, people;
static uint8_t *verdicts;  // 0 nobody, 1 number equal, 2 number and fingerprint equal
static int threads;
static pthread_barrier_t all_here;
static uint64_t found[MOST_THREADS];

static uint64_t mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

static uint32_t part_of(uint64_t key) { return (uint32_t)(mix(key) >> (64 - PART_BITS)); }

static void lay_out(Side *side) {
  uint64_t at = 0;
  for (int part = 0; part < PARTS; part++) {
    side->start[part] = at;
    for (int thread = 0; thread < threads; thread++) {
      uint64_t rows = side->next[thread][part];
      side->next[thread][part] = at;
      at += rows;
    }
  }
  side->start[PARTS] = at;
}

// Rows leave in whole cache lines, or every write would fetch the line it is about to replace.
static void split(Side *side, int thread) {
  uint64_t from = side->count * thread / threads, to = side->count * (thread + 1) / threads;
  uint64_t *next = side->next[thread];
  for (uint64_t i = from; i < to; i++) next[part_of(side->rows[i].key)]++;
  pthread_barrier_wait(&all_here);
  if (thread == 0) lay_out(side);
  pthread_barrier_wait(&all_here);

  Row(*line)[LINE] = aligned_alloc(64, sizeof(Row[LINE]) * PARTS);
  uint8_t filled[PARTS] = {0};
  for (uint64_t i = from; i < to; i++) {
    uint32_t part = part_of(side->rows[i].key);
    line[part][filled[part]++] = side->rows[i];
    if (filled[part] == LINE) {
      memcpy(&side->split[next[part]], line[part], sizeof line[part]);
      next[part] += LINE;
      filled[part] = 0;
    }
  }
  for (int part = 0; part < PARTS; part++) memcpy(&side->split[next[part]], line[part], filled[part] * sizeof(Row));
  free(line);
}

static uint64_t join(int part, uint32_t *slots, uint64_t mask) {
  const Row *register_rows = people.split + people.start[part];
  uint64_t rows = people.start[part + 1] - people.start[part], hits = 0;
  memset(slots, 0xff, (mask + 1) * sizeof *slots);
  for (uint64_t i = 0; i < rows; i++) {
    uint64_t slot = mix(register_rows[i].key) & mask;
    while (slots[slot] != UINT32_MAX) slot = (slot + 1) & mask;
    slots[slot] = (uint32_t)i;
  }
  for (uint64_t i = records.start[part]; i < records.start[part + 1]; i++) {
    const Row *record = &records.split[i];
    uint64_t slot = mix(record->key) & mask;
    while (slots[slot] != UINT32_MAX && register_rows[slots[slot]].key != record->key) slot = (slot + 1) & mask;
    int equal = slots[slot] != UINT32_MAX;
    hits += (uint64_t)equal;
    verdicts[record->row] =
        equal ? (uint8_t)(1 + (register_rows[slots[slot]].fingerprint == record->fingerprint)) : 0;
  }
  return hits;
}

static void *work(void *number) {
  int thread = (int)(intptr_t)number;
  split(&people, thread);
  split(&records, thread);
  pthread_barrier_wait(&all_here);

  uint64_t largest = 0, size = 2;
  for (int part = 0; part < PARTS; part++) {
    uint64_t rows = people.start[part + 1] - people.start[part];
    if (rows > largest) largest = rows;
  }
  while (size < largest * 2) size *= 2;
  uint32_t *slots = malloc(size * sizeof *slots);
  for (int part = thread; part < PARTS; part += threads) found[thread] += join(part, slots, size - 1);
  free(slots);
  return NULL;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec * 1e-6; }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void allocate(Side *side, uint64_t count) {
  side->count = count;
  side->rows = aligned_alloc(64, (count * sizeof(Row) + 63) / 64 * 64);
  side->split = aligned_alloc(64, (count * sizeof(Row) + 63) / 64 * 64);
  if (!side->rows || !side->split) exit((fprintf(stderr, "not enough memory\n"), 1));
  memset(side->split, 1, count * sizeof(Row));  // the pages are there before the clock starts
}

int main(int count, char **arguments) {
  if (count != 4) return fprintf(stderr, "radix_bound RECORDS PEOPLE THREADS\n"), 2;
  allocate(&records, strtoull(arguments[1], NULL, 10));
  allocate(&people, strtoull(arguments[2], NULL, 10));
  threads = atoi(arguments[3]);
  if (threads < 1 || threads > MOST_THREADS) return fprintf(stderr, "1 to %d threads\n", MOST_THREADS), 2;
  verdicts = malloc(records.count);
  memset(verdicts, 1, records.count);

  for (uint64_t i = 0; i < people.count; i++) people.rows[i] = (Row){mix(i) >> 24, (uint32_t)i, (uint32_t)i};
  for (uint64_t i = 0; i < records.count; i++) {
    uint64_t person = i * 7919 % (people.count + people.count / 10);  // one in eleven is nobody's
    records.rows[i] = (Row){mix(person) >> 24, (uint32_t)i, i % 4 ? (uint32_t)person : 0};
  }

  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  double begun = now();
  pthread_t workers[MOST_THREADS];
  pthread_barrier_init(&all_here, NULL, (unsigned)threads);
  for (intptr_t i = 0; i < threads; i++) pthread_create(&workers[i], NULL, work, (void *)i);
  uint64_t hits = 0;
  for (int i = 0; i < threads; i++) pthread_join(workers[i], NULL), hits += found[i];
  double wall = now() - begun;
  getrusage(RUSAGE_SELF, &after);

  double cpu = seconds(after.ru_utime) - seconds(before.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_stime);
  printf("%llu records, %llu people, %d threads: wall %.2f s, CPU %.2f s, %.0f M rows/s, %llu found, peak %.1f GiB\n",
         (unsigned long long)records.count, (unsigned long long)people.count, threads, wall, cpu,
         (double)(records.count + people.count) / wall / 1e6, (unsigned long long)hits,
         (double)after.ru_maxrss / 1048576);
  return 0;
}
