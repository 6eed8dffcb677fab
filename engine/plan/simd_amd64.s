//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// TERMS takes the arguments of what goes through the lists of terms: it makes DI the peaks, R14 the worths by a field of them, R11 the
// first of R15 terms, R8 the offsets of lists and R13 their entries.
#define TERMS(FIELD) \
	MOVQ peak+0(FP), DI     \
	MOVQ worths+8(FP), R14  \
	ADDQ FIELD, R14         \
	MOVQ found+16(FP), R11  \
	MOVQ n+24(FP), R15      \
	MOVQ offsets+32(FP), R8 \
	MOVQ entries+40(FP), R13

// CHOOSE writes the next word of out: bits of R8 where in has them, of R9 elsewhere. It leaves whether more follow.
#define CHOOSE \
	MOVQ (BX)(DX*8), R10 \
	ANDQ R10, R8         \
	NOTQ R10             \
	ANDQ R10, R9         \
	ORQ  R9, R8          \
	MOVQ R8, (CX)(DX*8)  \
	ADDQ $128, AX        \
	INCQ DX              \
	CMPQ DX, $64

// GRANTED takes eight entries of Y0 apart: their rows go to the stack, and behind those what v by Y7 makes of their weights. Single
// precision is enough: what it is off by is less than half a hundredth.
#define GRANTED \
	VPAND      Y8, Y0, Y1  \
	VMOVDQU    Y1, (SP)    \
	VPSRLD     $14, Y0, Y2 \
	VPAND      Y9, Y2, Y2  \
	VPOR       Y10, Y2, Y2 \
	VPSHUFB    Y2, Y7, Y2  \
	VPSRLD     $18, Y0, Y3 \
	VPMADDWD   Y3, Y2, Y2  \
	VCVTDQ2PS  Y2, Y2      \
	VADDPS     Y11, Y2, Y2 \
	VMULPS     Y12, Y2, Y2 \
	VCVTTPS2DQ Y2, Y2      \
	VMOVDQU    Y2, 32(SP)

// ADDROW adds what one of the eight is worth to F of its row, ADDROWS all.
#define ADDROW(I) \
	MOVL I(SP), AX      \
	MOVL (32+I)(SP), BX \
	ADDW BX, (DI)(AX*2)

#define ADDROWS \
	ADDROW(0)  \
	ADDROW(4)  \
	ADDROW(8)  \
	ADDROW(12) \
	ADDROW(16) \
	ADDROW(20) \
	ADDROW(24) \
	ADDROW(28)

// func reach512(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach512(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Z0
	VPBROADCASTW other+10(FP), Z1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU16 (AX), Z2
	VMOVDQU16 64(AX), Z3
	VPCMPUW   $5, Z0, Z2, K1
	VPCMPUW   $5, Z0, Z3, K2
	VPCMPUW   $5, Z1, Z2, K3
	VPCMPUW   $5, Z1, Z3, K4
	KUNPCKDQ  K1, K2, K1
	KUNPCKDQ  K3, K4, K3
	KMOVQ     K1, R8
	KMOVQ     K3, R9
	CHOOSE
	JB        loop
	VZEROUPPER
	RET

// REACH sets R, 32 bits, for the words of A and B that are at least T.
#define REACH(A, B, T, R) \
	VPMAXUW   T, A, Y6     \
	VPMAXUW   T, B, Y7     \
	VPCMPEQW  A, Y6, Y6    \
	VPCMPEQW  B, Y7, Y7    \
	VPACKSSWB Y7, Y6, Y6   \
	VPERMQ    $0xD8, Y6, Y6 \
	VPMOVMSKB Y6, R

// func reach2(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach2(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Y0
	VPBROADCASTW other+10(FP), Y1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU (AX), Y2
	VMOVDQU 32(AX), Y3
	VMOVDQU 64(AX), Y4
	VMOVDQU 96(AX), Y5
	REACH(Y2, Y3, Y0, R8)
	REACH(Y4, Y5, Y0, R11)
	SHLQ    $32, R11
	ORQ     R11, R8
	REACH(Y2, Y3, Y1, R9)
	REACH(Y4, Y5, Y1, R11)
	SHLQ    $32, R11
	ORQ     R11, R9
	CHOOSE
	JB      loop
	VZEROUPPER
	RET

// FLUSH adds to the next sums what peaks are above BASE, in A and B of SIZE bytes each. It leaves whether more follow.
#define FLUSH(MOVE, SIZE, BASE, A, B) \
	MOVE     (BX), A        \
	MOVE     SIZE(BX), B    \
	VPSUBUSW BASE, A, A     \
	VPSUBUSW BASE, B, B     \
	VPADDW   (AX), A, A     \
	VPADDW   SIZE(AX), B, B \
	MOVE     A, (AX)        \
	MOVE     B, SIZE(AX)    \
	ADDQ     $(2*SIZE), AX  \
	ADDQ     $(2*SIZE), BX  \
	DECQ     CX

// func flush512(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush512(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Z0
	MOVQ         $64, CX

loop:
	FLUSH(VMOVDQU16, 64, Z0, Z1, Z2)
	JNZ loop
	VZEROUPPER
	RET

// func flush2(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush2(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Y0
	MOVQ         $128, CX

loop:
	FLUSH(VMOVDQU, 32, Y0, Y1, Y2)
	JNZ loop
	VZEROUPPER
	RET

// What follows goes through lists of entries, four at a time, the last four again where they are not a multiple of four: that
// changes nothing. While a list is read, as much as it has is fetched of what lies behind it, which is its part of the next block.

// ENTRY makes AX the row and CX what is worth by R9 of an entry.
#define ENTRY(AT) \
	MOVWLZX AT(SI), AX      \
	MOVL    AX, BX          \
	SHRL    $4, AX          \
	ANDL    $15, BX         \
	MOVWLZX (R9)(BX*2), CX

// SET makes the peak of its row what an entry is worth.
#define SET(AT) \
	ENTRY(AT)               \
	MOVW CX, (DI)(AX*2)

// LIFT lifts it to that.
#define LIFT(AT) \
	ENTRY(AT)               \
	MOVWLZX (DI)(AX*2), DX  \
	CMPL    CX, DX          \
	CMOVLLT DX, CX          \
	MOVW    CX, (DI)(AX*2)

// FOUR does so with four entries.
#define FOUR(DO) \
	DO(0)                   \
	DO(2)                   \
	DO(4)                   \
	DO(6)

// TERM makes R9 the number of the worth of the term at R11, in bytes, BX where its list begins, in entries, and R10 how many it has.
#define TERM \
	MOVL  foundTerm_worth(R11), R9 \
	MOVL  foundTerm_cell(R11), AX  \
	IMULQ $worth__size, R9         \
	MOVL  (R8)(AX*4), BX           \
	MOVL  4(R8)(AX*4), R10         \
	SUBQ  BX, R10

// LIST makes SI the begin of the list of the term at R11 and R10 its bytes, R12 its last four entries and R9 what they are worth.
#define LIST \
	TERM                    \
	LEAQ (R13)(BX*2), SI    \
	SHLQ $1, R10            \
	ADDQ R14, R9            \
	LEAQ -8(SI)(R10*1), R12

// func raiseX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)
TEXT ·raiseX86(SB), NOSPLIT, $0-48
	TERMS($worth_raised)
	LIST
	CMPQ R10, $8
	JB   setFew
	JMP  setNext

setFour:
	PREFETCHT0 (SI)(R10*1)
	FOUR(SET)
	ADDQ       $8, SI

setNext:
	CMPQ SI, R12
	JB   setFour
	MOVQ R12, SI
	FOUR(SET)
	JMP  term

setFew:
	ADDQ $8, R12

setOne:
	CMPQ SI, R12
	JAE  term
	SET(0)
	ADDQ $2, SI
	JMP  setOne

term:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JZ   done
	LIST
	CMPQ R10, $8
	JB   liftFew
	JMP  liftNext

liftFour:
	PREFETCHT0 (SI)(R10*1)
	FOUR(LIFT)
	ADDQ       $8, SI

liftNext:
	CMPQ SI, R12
	JB   liftFour
	MOVQ R12, SI
	PREFETCHT0 8(SI)
	FOUR(LIFT)
	JMP  term

liftFew:
	ADDQ $8, R12

liftOne:
	CMPQ SI, R12
	JAE  term
	LIFT(0)
	ADDQ $2, SI
	JMP  liftOne

done:
	RET

// Of many lists, entries are taken apart 32 at a time: rows to SP and what they are worth to SPREAD behind it, from R12 on, in bytes. Four
// at a time then make peaks.
#define SPREAD (2*(512+32))

// APART takes apart the next 32 entries at SI of R10 that are left, with what is worth in Z0, and leaves whether more are left. DX is the
// bytes of the list: as much is fetched of what lies behind it.
#define APART \
	MOVL        $32, CX                     \
	CMPQ        R10, CX                     \
	CMOVQLT     R10, CX                     \
	MOVL        $-1, AX                     \
	BZHIL       CX, AX, AX                  \
	KMOVD       AX, K1                      \
	VMOVDQU16.Z (SI), K1, Z1                \
	PREFETCHT0  (SI)(DX*1)                  \
	VPSRLW      $4, Z1, Z2                  \
	VPERMW      Z0, Z1, Z1                  \
	VMOVDQU16   Z2, (SP)(R12*1)             \
	VMOVDQU16   Z1, SPREAD(SP)(R12*1)       \
	LEAQ        (R12)(CX*2), R12            \
	ADDQ        $64, SI                     \
	SUBQ        $32, R10

// LISTED makes SI the begin of the list of the term at R11, R10 its entries, DX its bytes, and Z0 what they are worth, twice.
#define LISTED \
	TERM                                  \
	LEAQ            (R13)(BX*2), SI       \
	LEAQ            (R10)(R10*1), DX      \
	VBROADCASTI64X4 (R14)(R9*1), Z0

// PUT makes the peak of its row what an entry taken apart is worth.
#define PUT(AT) \
	MOVWLZX AT(SP)(DX*1), AX          \
	MOVWLZX (SPREAD+AT)(SP)(DX*1), CX \
	MOVW    CX, (DI)(AX*2)

// HOIST lifts it to that.
#define HOIST(AT) \
	MOVWLZX AT(SP)(DX*1), AX          \
	MOVWLZX (SPREAD+AT)(SP)(DX*1), CX \
	MOVWLZX (DI)(AX*2), BX            \
	CMPL    CX, BX                    \
	CMOVLLT BX, CX                    \
	MOVW    CX, (DI)(AX*2)

// HOISTALL lifts peaks to what all entries taken apart are worth, and has none taken apart then. It leaves DX as it was, and goes on with
// some of the entries of the term, with the next term, or returns.
#define HOISTALL \
	MOVQ DX, R9       \
	XORQ DX, DX       \
	SUBQ $8, R12      \
	JB   hoistFew     \
	JMP  hoistNext    \
hoistFour:            \
	FOUR(HOIST)       \
	ADDQ $8, DX       \
hoistNext:            \
	CMPQ DX, R12      \
	JB   hoistFour    \
	MOVQ R12, DX      \
	FOUR(HOIST)       \
	JMP  hoisted      \
hoistFew:             \
	ADDQ $8, R12      \
	JZ   hoisted      \
hoistOne:             \
	HOIST(0)          \
	ADDQ $2, DX       \
	CMPQ DX, R12      \
	JB   hoistOne     \
hoisted:              \
	XORQ R12, R12     \
	MOVQ R9, DX       \
	TESTQ R15, R15    \
	JZ   done         \
	TESTQ R10, R10    \
	JG   some         \
	JMP  term         \
done:                 \
	VZEROUPPER        \
	RET

// func raise512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)
TEXT ·raise512(SB), 0, $2176-48
	TERMS($worth_raised)
	XORQ R12, R12
	LISTED
	TESTQ R10, R10
	JZ    term

first:
	APART
	JLE  putAll
	CMPQ R12, $1024
	JB   first

putAll:
	MOVQ DX, R9
	XORQ DX, DX
	SUBQ $8, R12
	JB   putFew
	JMP  putNext

putFour:
	FOUR(PUT)
	ADDQ $8, DX

putNext:
	CMPQ DX, R12
	JB   putFour
	MOVQ R12, DX
	FOUR(PUT)
	JMP  put

putFew:
	ADDQ $8, R12

putOne:
	PUT(0)
	ADDQ $2, DX
	CMPQ DX, R12
	JB   putOne

put:
	XORQ  R12, R12
	MOVQ  R9, DX
	TESTQ R10, R10
	JG    first

term:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JZ   hoistAll
	LISTED
	TESTQ R10, R10
	JZ   term

some:
	APART
	JLE  full
	CMPQ R12, $1024
	JB   some

full:
	CMPQ R12, $1024
	JB   term

hoistAll:
	HOISTALL

// TITLE lifts the peak of the row of an entry of 32 bits to what v by R9 of its low bits is worth by R12.
#define TITLE \
	MOVL    (SI), BX        \
	MOVL    BX, AX          \
	ANDL    $0x3fff, BX     \
	SHRL    $16, AX         \
	MOVBLZX (R9)(BX*1), BX  \
	ANDL    $0xfff, AX      \
	MOVWLZX (R12)(BX*2), CX \
	MOVWLZX (DI)(AX*2), DX  \
	CMPL    CX, DX          \
	CMOVLLT DX, CX          \
	MOVW    CX, (DI)(AX*2)

// func titlesX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)
TEXT ·titlesX86(SB), NOSPLIT, $0-56
	TERMS($worth_titles)
	MOVQ raised+48(FP), R12

term:
	TERM
	JZ    next
	MOVQ  (R14)(R9*1), R9
	LEAQ  (R13)(BX*4), SI
	SHLQ  $2, R10

	PREFETCHT0 (SI)(R10*1)

entry:
	TITLE
	ADDQ $4, SI
	SUBQ $4, R10
	JNZ  entry

next:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JNZ  term
	RET

// AMONG makes T the words of the set in A and B that the low six bits of the words of I number.
#define AMONG(I, A, B, T) \
	VMOVDQA64 I, T    \
	VPERMI2W  B, A, T

// JUDGED takes apart the next 16 titles at SI as APART does: v is what the step of a title is worth by Z0, times its recency, in parts of
// 100,000, to the nearest. That is a multiple of ten, so that five more keep the fraction away from where it is cut off.
#define JUDGED \
	MOVL        $16, CX                 \
	CMPQ        R10, CX                 \
	CMOVQLT     R10, CX                 \
	MOVL        $-1, AX                 \
	BZHIL       CX, AX, AX              \
	KMOVW       AX, K1                  \
	VMOVDQU32.Z (SI), K1, Z1            \
	PREFETCHT0  (SI)(DX*1)              \
	VPSRLD      $16, Z1, Z2             \
	VPSRLD      $10, Z1, Z3             \
	VPERMD      Z0, Z3, Z3              \
	VPANDD      Z16, Z1, Z1             \
	VPMULLD     Z1, Z3, Z3              \
	VPADDD      Z17, Z3, Z3             \
	VCVTDQ2PS   Z3, Z3                  \
	VMULPS      Z18, Z3, Z3             \
	VCVTTPS2DQ  Z3, Z3                  \
	AMONG(Z3, Z20, Z21, Z4)             \
	AMONG(Z3, Z22, Z23, Z5)             \
	VPTESTMD    Z19, Z3, K2             \
	VMOVDQU32   Z5, K2, Z4              \
	VPMOVDW     Z2, Y2                  \
	VPMOVDW     Z4, Y4                  \
	VMOVDQU     Y2, (SP)(R12*1)         \
	VMOVDQU     Y4, SPREAD(SP)(R12*1)   \
	LEAQ        (R12)(CX*2), R12        \
	ADDQ        $64, SI                 \
	SUBQ        $16, R10

// TITLED makes SI the begin of the list of the term at R11, R10 its entries, DX its bytes, and Z0 what their steps are worth.
#define TITLED \
	TERM                                     \
	LEAQ      (R13)(BX*4), SI                \
	LEAQ      (R10*4), DX                    \
	MOVQ      (R14)(R9*1), AX                \
	VMOVDQU32 titleValues_steps(AX), Z0

// func titles512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)
TEXT ·titles512(SB), 0, $2176-56
	TERMS($worth_titles)
	MOVQ         raised+48(FP), AX
	VMOVDQU64    (AX), Z20
	VMOVDQU64    64(AX), Z21
	VMOVDQU64    128(AX), Z22
	VMOVDQU64    192(AX), Z23
	MOVL         $0x3ff, AX
	VPBROADCASTD AX, Z16
	MOVL         $50005, AX
	VPBROADCASTD AX, Z17
	MOVL         $0x3727c5ac, AX // 1e-5
	VPBROADCASTD AX, Z18
	MOVL         $64, AX
	VPBROADCASTD AX, Z19
	XORQ         R12, R12
	JMP          list

some:
	JUDGED
	JLE  full
	CMPQ R12, $1024
	JB   some

full:
	CMPQ R12, $1024
	JAE  hoistAll

term:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JZ   hoistAll

list:
	TITLED
	TESTQ R10, R10
	JZ    term
	JMP   some

hoistAll:
	HOISTALL

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

// KEPT writes sixteen skills in Y of row Z5.
#define KEPT(Y, DI) \
	VPMOVZXWD   Y, Z6          \
	VPORD       Z5, Z6, Z6     \
	VMOVDQU32   Z6, DI

// func worthy512(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int
//
// Thirty-two skills of a row are looked up at a time in half of the set laid over the other, which stays in registers: of place p, bit p mod
// 16 of word p / 16 mod 128. Those that are in one of them are written one behind the other.
TEXT ·worthy512(SB), NOSPLIT, $0-48
	MOVQ         spans+0(FP), SI
	MOVQ         n+8(FP), DX
	MOVQ         held+16(FP), R8
	MOVQ         has+24(FP), R9
	MOVQ         out+32(FP), DI
	MOVQ         DI, R15
	XORQ         R10, R10
	VMOVDQU64    (R9), Z8
	VMOVDQU64    64(R9), Z9
	VMOVDQU64    128(R9), Z10
	VMOVDQU64    192(R9), Z11
	VPORD        256(R9), Z8, Z8
	VPORD        320(R9), Z9, Z9
	VPORD        384(R9), Z10, Z10
	VPORD        448(R9), Z11, Z11
	MOVL         $15, AX
	VPBROADCASTW AX, Z16
	MOVL         $64, AX
	VPBROADCASTW AX, Z17
	MOVL         $1, AX
	VPBROADCASTW AX, Z19

row:
	SPAN
	JZ           next
	MOVL         R10, AX
	SHLL         $16, AX
	VPBROADCASTD AX, Z5

some:
	MOVL  $-1, CX
	CMPL  R12, $32
	JAE   full
	BZHIL R12, CX, CX

full:
	KMOVD         CX, K1
	VMOVDQU16.Z   (R11), K1, Z0
	VPSRLW        $8, Z0, Z1
	VPSRLW        $4, Z0, Z2
	VPANDD        Z16, Z2, Z2
	VPTESTMW      Z17, Z1, K2
	AMONG(Z1, Z8, Z9, Z20)
	AMONG(Z1, Z10, Z11, Z21)
	VMOVDQU16     Z21, K2, Z20
	VPSRLVW       Z2, Z20, Z20
	VPTESTMW      Z19, Z20, K1, K4
	VPCOMPRESSW.Z Z0, K4, Z0
	KMOVD         K4, CX
	POPCNTL       CX, CX
	KEPT(Y0, (DI))
	CMPL          CX, $16
	JA            many

kept:
	LEAQ (DI)(CX*4), DI
	ADDQ $64, R11
	SUBL $32, R12
	JG   some

next:
	INCQ R10
	CMPQ R10, DX
	JB   row
	SUBQ R15, DI
	SHRQ $2, DI
	MOVQ DI, ret+40(FP)
	VZEROUPPER
	RET

many:
	VEXTRACTI64X4 $1, Z0, Y7
	KEPT(Y7, 64(DI))
	JMP           kept

DATA ·upTo64<>+0(SB)/8, $0x0706050403020100
DATA ·upTo64<>+8(SB)/8, $0x0f0e0d0c0b0a0908
DATA ·upTo64<>+16(SB)/8, $0x1716151413121110
DATA ·upTo64<>+24(SB)/8, $0x1f1e1d1c1b1a1918
DATA ·upTo64<>+32(SB)/8, $0x2726252423222120
DATA ·upTo64<>+40(SB)/8, $0x2f2e2d2c2b2a2928
DATA ·upTo64<>+48(SB)/8, $0x3736353433323130
DATA ·upTo64<>+56(SB)/8, $0x3f3e3d3c3b3a3938
GLOBL ·upTo64<>(SB), RODATA|NOPTR, $64

// func rows512(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int
//
// The numbers of the bits of a word that are set are put together as bytes, and written as the rows that they are. What stands fixed of the
// last of them is fetched: most words of few rows have one or none.
TEXT ·rows512(SB), NOSPLIT, $0-40
	MOVQ         fixed+24(FP), R9
	MOVQ         set+0(FP), SI
	VPBROADCASTW first+8(FP), Z3
	MOVQ         out+16(FP), DI
	MOVQ         DI, R15
	MOVL         $64, CX
	VPBROADCASTW CX, Z4
	VMOVDQU64    ·upTo64<>(SB), Z0

word:
	MOVQ          (SI), AX
	KMOVQ         AX, K1
	VPCOMPRESSB.Z Z0, K1, Z1
	VPMOVZXBW     Y1, Z2
	VPADDW        Z3, Z2, Z2
	VMOVDQU16     Z2, (DI)
	POPCNTQ       AX, BX
	CMPQ          BX, $32
	JBE           next
	VEXTRACTI64X4 $1, Z1, Y1
	VPMOVZXBW     Y1, Z2
	VPADDW        Z3, Z2, Z2
	VMOVDQU16     Z2, 64(DI)

next:
	LEAQ    (DI)(BX*2), DI
	CMPQ    DI, R15
	JEQ     none
	MOVWLZX -2(DI), AX
	LEAQ    (AX)(AX*2), AX
	PREFETCHT1 (R9)(AX*4)

none:
	VPADDW Z4, Z3, Z3
	ADDQ   $8, SI
	DECQ   CX
	JNZ    word
	SUBQ   R15, DI
	SHRQ   $1, DI
	MOVQ   DI, ret+32(FP)
	VZEROUPPER
	RET

// How the spans of the first and the last eight of sixteen rows are put together from where they begin and where they end.
DATA ·firstSpans<>+0(SB)/8, $0x0000001000000000
DATA ·firstSpans<>+8(SB)/8, $0x0000001100000001
DATA ·firstSpans<>+16(SB)/8, $0x0000001200000002
DATA ·firstSpans<>+24(SB)/8, $0x0000001300000003
DATA ·firstSpans<>+32(SB)/8, $0x0000001400000004
DATA ·firstSpans<>+40(SB)/8, $0x0000001500000005
DATA ·firstSpans<>+48(SB)/8, $0x0000001600000006
DATA ·firstSpans<>+56(SB)/8, $0x0000001700000007
GLOBL ·firstSpans<>(SB), RODATA|NOPTR, $64

// Which bytes of titles count, by how many words there are: of more than two none.
DATA ·titleBytes<>+0(SB)/8, $0x0000ffff00000000
DATA ·titleBytes<>+8(SB)/8, $0x00000000ffffffff
DATA ·titleBytes<>+16(SB)/8, $0
DATA ·titleBytes<>+24(SB)/8, $0
DATA ·titleBytes<>+32(SB)/8, $0
DATA ·titleBytes<>+40(SB)/8, $0
DATA ·titleBytes<>+48(SB)/8, $0
DATA ·titleBytes<>+56(SB)/8, $0
GLOBL ·titleBytes<>(SB), RODATA|NOPTR, $64

// FIXED makes the lanes of Z those of sixteen rows that are AT and four, eight and twelve behind it.
#define FIXED(AT, X, Z) \
	MOVWLZX      (2*(AT))(BX), AX               \
	LEAQ         (AX)(AX*2), AX                 \
	VMOVDQU      (SI)(AX*4), X                  \
	MOVWLZX      (2*(AT+4))(BX), AX             \
	LEAQ         (AX)(AX*2), AX                 \
	VINSERTI32X4 $1, (SI)(AX*4), Z, Z           \
	MOVWLZX      (2*(AT+8))(BX), AX             \
	LEAQ         (AX)(AX*2), AX                 \
	VINSERTI32X4 $2, (SI)(AX*4), Z, Z           \
	MOVWLZX      (2*(AT+12))(BX), AX            \
	LEAQ         (AX)(AX*2), AX                 \
	VINSERTI32X4 $3, (SI)(AX*4), Z, Z

// func codes512(fixed *columns.Fixed, rows *uint16, sixteens int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32
//
// What stands fixed of sixteen rows, and where the next row begins, is read and turned, so that each of its words stands in one register.
TEXT ·codes512(SB), NOSPLIT, $0-84
	MOVQ         fixed+0(FP), SI
	MOVQ         rows+8(FP), BX
	MOVQ         sixteens+16(FP), CX
	MOVQ         x+24(FP), R9
	MOVQ         f+32(FP), DI
	MOVQ         stated+40(FP), R10
	MOVQ         asks+48(FP), R11
	MOVQ         spans+56(FP), R12
	MOVQ         words+64(FP), R8
	MOVQ         many+72(FP), R13
	MOVQ         codeWorths_months(R9), R14
	MOVQ         (codeWorths_months+8)(R9), AX
	DECQ         AX
	VPBROADCASTD AX, Z17
	MOVWLZX      codeWorths_families(R9), AX
	SHLL         $16, AX
	VPBROADCASTD AX, Z16
	MOVL         $0xffff, AX
	VPBROADCASTD AX, Z18
	MOVL         $15, AX
	VPBROADCASTD AX, Z19
	MOVL         $0xfe, AX
	VPBROADCASTD AX, Z15
	VMOVDQU64    codeWorths_degree(R9), Z24
	VMOVDQU64    ·firstSpans<>(SB), Z28
	MOVL         $8, AX
	VPBROADCASTD AX, Z29
	VPADDD       Z28, Z29, Z29
	MOVL         $2, AX
	VPBROADCASTD AX, Z30
	VPXORD       Z31, Z31, Z31
	LEAQ         codeWorths_evidence(R9), R9

sixteen:
	FIXED(0, X0, Z0)
	FIXED(1, X1, Z1)
	FIXED(2, X2, Z2)
	FIXED(3, X3, Z3)
	VPUNPCKLDQ  Z1, Z0, Z4
	VPUNPCKHDQ  Z1, Z0, Z5
	VPUNPCKLDQ  Z3, Z2, Z6
	VPUNPCKHDQ  Z3, Z2, Z7
	VPUNPCKLQDQ Z6, Z4, Z0
	VPUNPCKHQDQ Z6, Z4, Z1
	VPUNPCKLQDQ Z7, Z5, Z2
	VPUNPCKHQDQ Z7, Z5, Z3

	// the words of titles
	VPSRLD  $20, Z2, Z4
	VPANDD  Z19, Z4, Z4
	VPSRLD  $1, Z4, Z6
	VPSUBD  Z6, Z4, Z4
	VPMOVDB Z4, (R8)
	VPCMPUD $6, Z30, Z4, K2
	KMOVW   K2, AX
	MOVW    AX, (R13)

	// spans
	VPADDD    Z4, Z0, Z6
	VPSUBD    Z6, Z3, Z7
	VPADDD    Z7, Z31, Z31
	VMOVDQA64 Z28, Z8
	VPERMI2D  Z3, Z6, Z8
	VMOVDQU64 Z8, (R12)
	VMOVDQA64 Z29, Z8
	VPERMI2D  Z3, Z6, Z8
	VMOVDQU64 Z8, 64(R12)

	// what is stated and asked
	VPMOVDB Z2, (R10)
	VPSRLD  $8, Z2, Z9
	VPMOVDB Z9, (R11)

	// months, evidence and degree
	VPTESTMD   Z16, Z1, K3
	VPANDD     Z18, Z1, Z9
	VPMINUD.Z  Z17, Z9, K3, Z9
	KXNORW     K0, K0, K1
	VPXORD     Z10, Z10, Z10
	VPGATHERDD (R14)(Z9*2), K1, Z10
	VPSRLD     $24, Z2, Z11
	VPANDD     Z15, Z11, Z11
	KXNORW     K0, K0, K1
	VPXORD     Z12, Z12, Z12
	VPGATHERDD (R9)(Z11*2), K1, Z12
	VPADDW     Z12, Z10, Z10
	VPSRLD     $16, Z2, Z13
	VPANDD     Z19, Z13, Z13
	VPERMW     Z24, Z13, Z13
	VPADDW     Z13, Z10, Z10
	VPMOVDW   Z10, (DI)
	ADDQ      $32, BX
	ADDQ      $32, DI
	ADDQ      $16, R10
	ADDQ      $16, R11
	ADDQ      $128, R12
	ADDQ      $2, R13
	ADDQ      $16, R8
	DECQ      CX
	JNZ       sixteen
	VEXTRACTI64X4 $1, Z31, Y0
	VPADDD    Y31, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD    X1, X0, X0
	VPSHUFD   $0x4e, X0, X1
	VPADDD    X1, X0, X0
	VPSHUFD   $0xb1, X0, X1
	VPADDD    X1, X0, X0
	VMOVD     X0, AX
	MOVL      AX, ret+80(FP)
	VZEROUPPER
	RET

// func names512(held *uint16, spans *heldSpan, words *uint8, sixteens int, x *codeWorths, f *uint16)
//
// Four titles of each of sixteen rows are looked up at a time.
TEXT ·names512(SB), NOSPLIT, $0-48
	MOVQ         held+0(FP), R8
	MOVQ         spans+8(FP), R12
	MOVQ         words+16(FP), R10
	MOVQ         sixteens+24(FP), CX
	MOVQ         x+32(FP), R9
	MOVQ         f+40(FP), DI
	VMOVDQU64    codeWorths_titles(R9), Z20
	VMOVDQU64    (codeWorths_titles+64)(R9), Z21
	VMOVDQU64    (codeWorths_titles+128)(R9), Z22
	VMOVDQU64    (codeWorths_titles+192)(R9), Z23
	VPBROADCASTW codeWorths_step(R9), Z25
	VPBROADCASTW codeWorths_title(R9), Z26
	VMOVDQU64    ·titleBytes<>(SB), Z27

sixteen:
	VPMOVZXBD     (R10), Z4
	VMOVDQU64     (R12), Z0
	VMOVDQU64     64(R12), Z1
	VPMOVQD       Z0, Y0
	VPMOVQD       Z1, Y1
	VINSERTI64X4  $1, Y1, Z0, Z0
	VPSUBD        Z4, Z0, Z0
	KXNORW        K0, K0, K1
	VPXORD        Z5, Z5, Z5
	VPGATHERDD    (R8)(Z0*2), K1, Z5
	VMOVDQA64     Z5, Z14
	VPERMI2B      Z21, Z20, Z14
	VMOVDQA64     Z5, Z8
	VPERMI2B      Z23, Z22, Z8
	VPMOVB2M      Z5, K4
	VMOVDQU8      Z8, K4, Z14
	VPERMD        Z27, Z4, Z13
	VPANDD        Z13, Z14, Z14
	VPSRLD        $16, Z14, Z13
	VPMAXUB       Z13, Z14, Z14
	VPSRLD        $8, Z14, Z13
	VPMAXUB       Z13, Z14, Z14
	VPSLLD        $24, Z14, Z14
	VPSRLD        $24, Z14, Z14
	VPMOVDW       Z14, Y14
	VPMULLW       Y25, Y14, Y14
	VPMINUW       Y26, Y14, Y14
	VPADDW        (DI), Y14, Y14
	VMOVDQU16     Y14, (DI)
	ADDQ          $32, DI
	ADDQ          $16, R10
	ADDQ          $128, R12
	DECQ          CX
	JNZ           sixteen
	VZEROUPPER
	RET

DATA ·upTo32<>+0(SB)/8, $0x0003000200010000
DATA ·upTo32<>+8(SB)/8, $0x0007000600050004
DATA ·upTo32<>+16(SB)/8, $0x000b000a00090008
DATA ·upTo32<>+24(SB)/8, $0x000f000e000d000c
DATA ·upTo32<>+32(SB)/8, $0x0013001200110010
DATA ·upTo32<>+40(SB)/8, $0x0017001600150014
DATA ·upTo32<>+48(SB)/8, $0x001b001a00190018
DATA ·upTo32<>+56(SB)/8, $0x001f001e001d001c
GLOBL ·upTo32<>(SB), RODATA|NOPTR, $64

// func reaching512(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int
//
// What is least for thirty-two rows is looked up in registers: bits 6 and 7 of what they state choose between four lookups.
TEXT ·reaching512(SB), NOSPLIT, $0-56
	MOVQ         f+0(FP), SI
	MOVQ         stated+8(FP), BX
	MOVQ         n+16(FP), DX
	MOVQ         least+24(FP), R9
	VPBROADCASTW most+32(FP), Z16
	MOVQ         out+40(FP), DI
	MOVQ         DI, R15
	VMOVDQU64    (R9), Z8
	VMOVDQU64    64(R9), Z9
	VMOVDQU64    128(R9), Z10
	VMOVDQU64    192(R9), Z11
	VMOVDQU64    256(R9), Z12
	VMOVDQU64    320(R9), Z13
	VMOVDQU64    384(R9), Z14
	VMOVDQU64    448(R9), Z15
	VMOVDQU64    ·upTo32<>(SB), Z17
	MOVL         $32, AX
	VPBROADCASTW AX, Z18
	MOVL         $64, AX
	VPBROADCASTW AX, Z19
	MOVL         $128, AX
	VPBROADCASTW AX, Z24

rows:
	MOVL  $-1, CX
	CMPQ  DX, $32
	JAE   all
	BZHIL DX, CX, CX

all:
	KMOVD         CX, K1
	VMOVDQU16.Z   (SI), K1, Z0
	VMOVDQU8.Z    (BX), K1, Y1
	VPMOVZXBW     Y1, Z1
	VPTESTMW      Z19, Z1, K2
	VPTESTMW      Z24, Z1, K3
	AMONG(Z1, Z8, Z9, Z20)
	AMONG(Z1, Z10, Z11, Z21)
	AMONG(Z1, Z12, Z13, Z22)
	AMONG(Z1, Z14, Z15, Z23)
	VMOVDQU16     Z21, K2, Z20
	VMOVDQU16     Z23, K2, Z22
	VMOVDQU16     Z22, K3, Z20
	VPCMPUW       $5, Z20, Z0, K1, K4
	VPCMPUW       $2, Z16, Z0, K4, K4
	VPCOMPRESSW.Z Z17, K4, Z2
	VMOVDQU16     Z2, (DI)
	KMOVD         K4, CX
	POPCNTL       CX, CX
	LEAQ          (DI)(CX*2), DI
	VPADDW        Z18, Z17, Z17
	ADDQ          $64, SI
	ADDQ          $32, BX
	SUBQ          $32, DX
	JG            rows
	SUBQ          R15, DI
	SHRQ          $1, DI
	MOVQ          DI, ret+48(FP)
	VZEROUPPER
	RET

// The first of eight words: as many as ones are left where it is read from.
DATA ·firstFew<>+0(SB)/8, $-1
DATA ·firstFew<>+8(SB)/8, $-1
DATA ·firstFew<>+16(SB)/8, $-1
DATA ·firstFew<>+24(SB)/8, $-1
DATA ·firstFew<>+32(SB)/8, $0
DATA ·firstFew<>+40(SB)/8, $0
DATA ·firstFew<>+48(SB)/8, $0
DATA ·firstFew<>+56(SB)/8, $0
GLOBL ·firstFew<>(SB), RODATA|NOPTR, $64

// Eight different rows.
DATA ·eightRows<>+0(SB)/8, $0x0000000100000000
DATA ·eightRows<>+8(SB)/8, $0x0000000300000002
DATA ·eightRows<>+16(SB)/8, $0x0000000500000004
DATA ·eightRows<>+24(SB)/8, $0x0000000700000006
GLOBL ·eightRows<>(SB), RODATA|NOPTR, $32

// ALL makes every word of Y, of which X is the first half, the same.
#define ALL(WORD, X, Y) \
	MOVL         $WORD, AX \
	VMOVD        AX, X     \
	VPBROADCASTD X, Y

// AHEAD is how many lists ahead are fetched: lists lie far from each other.
#define AHEAD 16

// func grant2(acc *[roleBlock]uint16, worths *conceptWorth, found *foundTerm, n int, offsets, entries *uint32)
//
// The entries of each list are taken apart eight at a time. Behind the last of a list stand eight different rows that get nothing.
TEXT ·grant2(SB), NOSPLIT, $64-48
	MOVQ acc+0(FP), DI
	MOVQ worths+8(FP), R14
	MOVQ found+16(FP), R11
	MOVQ n+24(FP), R15
	MOVQ offsets+32(FP), R8
	MOVQ entries+40(FP), R13
	ALL(0x3fff, X8, Y8)
	ALL(15, X9, Y9)
	ALL(0x80808000, X10, Y10)
	ALL(0x424a0000, X11, Y11) // 50.5
	ALL(0x3c23d70a, X12, Y12) // 0.01

term:
	CMPQ R15, $AHEAD
	JLE  here
	MOVL (AHEAD*foundTerm__size+foundTerm_cell)(R11), AX
	MOVL (R8)(AX*4), BX
	MOVL 4(R8)(AX*4), CX
	LEAQ (R13)(BX*4), BX
	LEAQ (R13)(CX*4), CX

ahead:
	PREFETCHT0 (BX)
	ADDQ $64, BX
	CMPQ BX, CX
	JB   ahead

here:
	MOVL foundTerm_cell(R11), AX
	MOVL (R8)(AX*4), SI
	MOVL 4(R8)(AX*4), CX
	SUBQ SI, CX
	JZ   next
	LEAQ (R13)(SI*4), SI
	MOVL foundTerm_worth(R11), AX
	IMUL3Q $conceptWorth__size, AX, AX
	VBROADCASTI128 conceptWorth_v(R14)(AX*1), Y7
	SUBQ $8, CX
	JLT  few

eight:
	VMOVDQU (SI), Y0
	GRANTED
	ADDROWS
	ADDQ $32, SI
	SUBQ $8, CX
	JGE  eight

few:
	NEGQ CX
	CMPQ CX, $8
	JEQ  next
	LEAQ ·firstFew<>(SB), AX
	VMOVDQU (AX)(CX*4), Y1
	VPMASKMOVD (SI), Y1, Y0
	VPANDN ·eightRows<>(SB), Y1, Y1
	VPOR Y1, Y0, Y0
	GRANTED
	ADDROWS

next:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JNZ  term
	VZEROUPPER
	RET
