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
