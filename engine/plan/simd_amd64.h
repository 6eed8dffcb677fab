// What instructions of several files share.

// AMONG makes T the words of the set in A and B that the low six bits of the words of I number.
#define AMONG(I, A, B, T) \
	VMOVDQA64 I, T    \
	VPERMI2W  B, A, T

// ALL makes every word of Y, of which X is the first half, the same.
#define ALL(WORD, X, Y) \
	MOVL         $WORD, AX \
	VMOVD        AX, X     \
	VPBROADCASTD X, Y

// SPAN makes R11 the first skill of row R10 of the spans at SI, R12 how many it has of those held at R8, and leaves whether there is none. It
// fetches those of a row ahead.
#define SPAN \
	MOVL       (heldSpan_from+8*const_spansAhead)(SI)(R10*8), AX \
	PREFETCHT0 (R8)(AX*2)                                        \
	MOVL       (heldSpan_to+8*const_spansAhead)(SI)(R10*8), AX   \
	PREFETCHT0 -2(R8)(AX*2)                                      \
	MOVL       heldSpan_from(SI)(R10*8), R11                     \
	MOVL       heldSpan_to(SI)(R10*8), R12                       \
	SUBL       R11, R12                                          \
	LEAQ       (R8)(R11*2), R11
